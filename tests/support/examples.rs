use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::Program;

/// The folder of the workspace.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The packages of `examples/`.
pub const EXAMPLES: [&str; 10] = [
    "api",
    "from-lambda-runtime",
    "hello",
    "nightly-report",
    "order-pipeline",
    "shared-state",
    "stream",
    "stream-aggregator",
    "typed-errors",
    "webhook",
];

/// The binary of an example, built under the profile of the tests.
pub fn example(name: &str) -> Program {
    static BUILT: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    let built = BUILT.get_or_init(|| build(&profile(), &EXAMPLES));
    Program::at(&built[name])
}

/// The binary of an example that few tests need, built for them alone.
pub fn example_of(package: &str) -> Program {
    Program::at(&build(&profile(), &[package])[package])
}

/// Builds packages into the target directory of the tests; their binaries by name.
pub fn build(profile: &str, packages: &[&str]) -> HashMap<String, PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--message-format=json-render-diagnostics", "--profile", profile]);
    cargo.args(packages.iter().flat_map(|package| ["--package", package]));
    cargo.arg("--target-dir").arg(target());
    let output = cargo.current_dir(workspace()).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{cargo:?} fails");
    let messages = output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    messages.filter_map(|message: Value| binary(&message)).collect()
}

fn binary(message: &Value) -> Option<(String, PathBuf)> {
    let executable = message["executable"].as_str()?;
    Some((message["target"]["name"].as_str()?.to_owned(), executable.into()))
}

/// Cargo names the directory of a profile after it, but for `dev`.
fn profile() -> String {
    match directory_of_profile().file_name().unwrap().to_str().unwrap() {
        "debug" => "dev".to_owned(),
        profile => profile.to_owned(),
    }
}

/// The target directory of the tests.
pub fn target() -> PathBuf {
    directory_of_profile().parent().unwrap().to_owned()
}

/// Where cargo puts what it builds under the profile of the tests: they run from its `deps/`.
fn directory_of_profile() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(2).unwrap().to_owned()
}
