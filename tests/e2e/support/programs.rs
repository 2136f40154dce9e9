//! Where the programs are that the tests run.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The binary of an example, built under the profile of the tests.
pub(crate) fn example(name: &str) -> PathBuf {
    static BUILT: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    let built =
        BUILT.get_or_init(|| build(profile(), &["hello", "shared-state", "typed-errors", "from-lambda-runtime"]));
    built[name].clone()
}

/// Builds packages into the target directory of the tests; their binaries by name.
pub(crate) fn build(profile: &str, packages: &[&str]) -> HashMap<String, PathBuf> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--message-format=json-render-diagnostics", "--profile", profile]);
    cargo.args(packages.iter().flat_map(|package| ["--package", package]));
    cargo.arg("--target-dir").arg(target_dir()).current_dir(workspace()).stderr(Stdio::inherit());
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{cargo:?} fails");
    let messages = output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    messages.filter_map(|message: Value| binary(&message)).collect()
}

fn binary(message: &Value) -> Option<(String, PathBuf)> {
    let executable = message["executable"].as_str()?;
    Some((message["target"]["name"].as_str()?.to_owned(), executable.into()))
}

fn target_dir() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap()
}

/// Cargo names the directory of a profile after it, but for `dev`.
fn profile() -> &'static str {
    let directory = Path::new(env!("CARGO_BIN_EXE_fixture-behaviour")).parent().unwrap();
    match directory.file_name().unwrap().to_str().unwrap() {
        "debug" => "dev",
        profile => profile,
    }
}
