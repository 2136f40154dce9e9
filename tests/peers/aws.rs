//! AWS, as moto plays it, and cargo-lambda, which deploys to it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tests::{Process, target};

use crate::{free_port, here, listening, peer, succeeds};

/// A release build without what makes it slow: how it is deployed is asked, and not how fast it runs.
pub(crate) const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
];

pub(crate) struct Aws {
    cargo_lambda: PathBuf,
    python: PathBuf,
    endpoint: String,
    _server: Process,
}

impl Aws {
    /// Where the peers are installed.
    pub(crate) fn start() -> Option<Self> {
        let (cargo_lambda, moto, python) = (peer("cargo-lambda")?, peer("moto_server")?, peer("python")?);
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
        let mut server = Command::new(moto);
        server.args(["-H", "127.0.0.1", "-p", &address.port().to_string()]);
        server.env("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
        let server = listening(Process::start(&mut server, b""), address);
        Some(Self { cargo_lambda, python, endpoint: format!("http://{address}"), _server: server })
    }

    /// Lets the command of a function end in `deploy -- …`; the two lines that it prints first.
    #[track_caller]
    pub(crate) fn deploy(&self, command: &mut Command, more: &[&str]) -> [String; 2] {
        command
            .args(["deploy", "--", "--endpoint-url", &self.endpoint])
            .args(more)
            .envs(QUICK)
            .env("PATH", path_with(&self.cargo_lambda))
            .env("XDG_CACHE_HOME", target().join("cache"))
            .env("AWS_ACCESS_KEY_ID", "t")
            .env("AWS_SECRET_ACCESS_KEY", "t")
            .env("AWS_REGION", "us-east-1")
            .env_remove("AWS_LAMBDA_RUNTIME_API");
        let output = command.output().unwrap();
        succeeds(&output);
        let said = String::from_utf8(output.stdout).unwrap();
        let mut lines = said.lines().map(str::to_owned);
        [lines.next().unwrap(), lines.next().unwrap()]
    }

    /// What boto3 says of a function that is deployed.
    #[track_caller]
    pub(crate) fn configuration(&self, name: &str) -> Value {
        let mut command = Command::new(&self.python);
        let output = command.arg(here().join("deployed.py")).args([&self.endpoint, name]).output().unwrap();
        succeeds(&output);
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// What boto3 has to say of a function with this description.
pub(crate) fn expected(description: &Value) -> Value {
    let or = |key: &str, default: Value| description.get(key).cloned().unwrap_or(default);
    json!({
        "Runtime": "provided.al2023",
        "Handler": "bootstrap",
        // Lambda's own where nothing is said
        "MemorySize": or("memory", json!(128)),
        "Timeout": or("timeout", json!(3)),
        "Architectures": [or("arch", json!("x86_64"))],
        "Environment": or("env", json!({})),
        "Tracing": "PassThrough",
        "Url": Value::Null,
    })
}

/// The `PATH` with the folder of a peer in front: cargo finds cargo-lambda there, and cargo-lambda finds zig.
pub(crate) fn path_with(peer: &Path) -> std::ffi::OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = [peer.parent().unwrap().to_owned()].into_iter().chain(std::env::split_paths(&path));
    std::env::join_paths(folders).unwrap()
}

/// Whether this machine can build for arm64; says so where it cannot.
pub(crate) fn builds_arm64() -> bool {
    let installed = Command::new("rustup").args(["target", "list", "--installed"]).output();
    let installed = installed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let builds = installed.lines().any(|target| target == "aarch64-unknown-linux-gnu");
    if !builds {
        eprintln!("nothing is built for arm64: `rustup target add aarch64-unknown-linux-gnu`");
    }
    builds
}

/// Whether a file is a program for arm64: `e_machine` of ELF is `EM_AARCH64`.
pub(crate) fn is_arm64(bootstrap: &Path) -> bool {
    let program = std::fs::read(bootstrap).unwrap();
    assert_eq!(&program[..4], b"\x7fELF");
    program[18..20] == [0xB7, 0]
}
