//! cargo-lambda: invokes our local Lambda, runs our functions under its own emulator, and builds what Lambda runs.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::process::Command;

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};
use tests::{DEADLINE, Process, Program, example, target, workspace};

use crate::aws::{builds_arm64, is_arm64, path_with};
use crate::{CHAOS, free_port, listening, peer, succeeds};

#[test]
fn it_invokes() {
    let Some(cargo_lambda) = peer("cargo-lambda") else { return };
    let function = LocalLambda::spawn(CHAOS);
    let port = function.address().port().to_string();
    let output = Command::new(cargo_lambda)
        .args(["lambda", "invoke", "chaos", "-A", "127.0.0.1", "-P", &port, "--data-ascii", r#"{"echo":"peer"}"#])
        .output()
        .unwrap();
    succeeds(&output);
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), r#""peer""#);
}

/// `cargo lambda watch`, with a function that is built already.
struct Watch {
    address: SocketAddr,
    function: Process,
    _emulator: Process,
}

impl Watch {
    fn start(cargo_lambda: &Path, function: &Program) -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
        let mut watch = Command::new(cargo_lambda);
        watch.args(["lambda", "watch", "--only-lambda-apis", "-A", "127.0.0.1", "-P", &address.port().to_string()]);
        // asks cargo for the package around it
        let emulator = listening(Process::start(watch.current_dir(workspace()), b""), address);
        // as it asks for when it starts
        let function = function
            .clone()
            .env("AWS_LAMBDA_RUNTIME_API", format!("http://{address}/.rt"))
            .env("AWS_LAMBDA_FUNCTION_NAME", "_")
            .env("AWS_LAMBDA_FUNCTION_VERSION", 1)
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", 4096)
            .run(&[], b"");
        Self { address, function, _emulator: emulator }
    }

    /// The body that comes back: the status is 500 for a function error, which is not Lambda's.
    fn invoke(&self, event: &Value) -> Value {
        let event = event.to_string();
        let mut connection = TcpStream::connect(self.address).unwrap();
        connection.set_read_timeout(Some(DEADLINE)).unwrap();
        write!(
            connection,
            "POST /2015-03-31/functions/_/invocations HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
            Content-Length: {}\r\n\r\n{event}",
            self.address,
            event.len(),
        )
        .unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| serde_json::from_str(body));
        body.unwrap_or_else(|| panic!("no answer: {answer}")).unwrap_or_else(|error| panic!("{error}: {answer}"))
    }
}

#[test]
fn its_emulator_runs_a_function() {
    let Some(cargo_lambda) = peer("cargo-lambda") else { return };
    let mut watch = Watch::start(&cargo_lambda, &example("hello"));
    assert_eq!(watch.invoke(&json!({ "name": "Lambda" })), json!({ "message": "Hello, Lambda!" }));
    let error = watch.invoke(&json!({ "name": 1 }));
    assert_eq!(error["errorType"], "Runtime.UnmarshalError");
    assert!(error["errorMessage"].as_str().unwrap().contains("`$.name`"), "{error}");
    watch.function.says("errorType=Runtime.UnmarshalError");
    assert_eq!(watch.invoke(&json!({ "name": "you" })), json!({ "message": "Hello, you!" }));
}

/// The deadline that it sends is in 1970.
#[test]
fn a_deadline_of_its_emulator_cancels_nothing() {
    let Some(cargo_lambda) = peer("cargo-lambda") else { return };
    let function = Program::at(env!("CARGO_BIN_EXE_fixture-early-timeout"));
    let watch = Watch::start(&cargo_lambda, &function);
    assert_eq!(watch.invoke(&json!(1)), 1, "it has waited a second");
    assert_eq!(watch.invoke(&json!(0)), 2, "the same process");
}

/// Links with zig, which its Python package brings and which it looks for on the `PATH`; about two minutes where nothing
/// is built yet.
#[test]
fn it_builds_what_lambda_runs() {
    let Some(cargo_lambda) = peer("cargo-lambda") else { return };
    let output = build(&cargo_lambda, "hello");
    // its own default, `panic = "abort"`, would turn each panic of a handler into an exit
    let said = output.lines().find(|line| line.contains("release optimizations"));
    let settings = said.unwrap_or_else(|| panic!("it does not say how it builds: {output}"));
    assert!(!settings.contains("panic"), "{settings}");

    let hello = LocalLambda::command(target().join("lambda/hello/bootstrap")).timeout(DEADLINE).spawn();
    assert_eq!(hello.invoke(&json!({ "name": "Lambda" })).json(), json!({ "message": "Hello, Lambda!" }));
    assert_eq!(hello.invoke(&json!({ "name": 1 })).error().error_type, "Runtime.UnmarshalError");
    assert_eq!(hello.invoke(&json!({ "name": "you" })).json(), json!({ "message": "Hello, you!" }));
    assert!(hello.exits().is_empty(), "the same process");
}

/// Where the machine can build for another processor.
#[test]
fn it_builds_for_arm64() {
    let Some(cargo_lambda) = peer("cargo-lambda") else { return };
    if !builds_arm64() {
        return;
    }
    run_build(&cargo_lambda, "hello", "lambda-arm64", &["--arm64"]);
    assert!(is_arm64(&target().join("lambda-arm64/hello/bootstrap")));
}

/// All that it says; what it builds is below `lambda/` of the target directory.
fn build(cargo_lambda: &Path, package: &str) -> String {
    run_build(cargo_lambda, package, "lambda", &[])
}

fn run_build(cargo_lambda: &Path, package: &str, folder: &str, more: &[&str]) -> String {
    let output = Command::new(cargo_lambda)
        .args(["lambda", "build", "--release", "-v", "--package", package, "--lambda-dir"])
        .arg(target().join(folder))
        .args(more)
        .env("PATH", path_with(cargo_lambda))
        .env("CARGO_TARGET_DIR", target())
        .env("XDG_CACHE_HOME", target().join("cache"))
        .current_dir(workspace())
        .output()
        .unwrap();
    succeeds(&output);
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
