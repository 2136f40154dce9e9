//! `cargo lambda new` with `examples/template/`: what it makes is clean, passes its own test and says how to deploy it.

use std::path::{Path, PathBuf};
use std::process::Command;

use tests::{TemporaryFile, target, workspace};

use crate::{peer, succeeds};

/// A project of a kind, in a folder of its own.
struct Project {
    folder: TemporaryFile,
    /// Of its kind, since all kinds share what is built.
    name: String,
}

impl Project {
    fn of(cargo_lambda: &Path, kind: &str) -> Self {
        let folder = TemporaryFile::at_new_path();
        std::fs::create_dir(folder.path()).unwrap();
        let name = format!("my-{kind}");
        let dependency = format!("lambda_fn=path = \"{}\"", workspace().join("lambda-fn").display());
        let output = Command::new(cargo_lambda)
            .args(["lambda", "new", &name, "--no-interactive", "--template"])
            .arg(workspace().join("examples/template"))
            .args(["--render-var", &format!("kind={kind}"), "--render-var", &dependency])
            .current_dir(folder.path())
            .output()
            .unwrap();
        succeeds(&output);
        Self { folder, name }
    }

    fn path(&self) -> PathBuf {
        Path::new(self.folder.path()).join(&self.name)
    }

    fn cargo(&self, args: &[&str]) {
        let output = Command::new(env!("CARGO"))
            .args(args)
            .env("CARGO_TARGET_DIR", target().join("new"))
            .env_remove("AWS_LAMBDA_RUNTIME_API")
            .current_dir(self.path())
            .output()
            .unwrap();
        succeeds(&output);
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path().join(file)).unwrap()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.folder.path());
    }
}

/// What it makes is formatted, lints clean, passes its own test, and has this in its template.
#[track_caller]
fn is_whole(kind: &str, in_the_template: &str) {
    let Some(cargo_lambda) = peer("cargo-lambda") else { return };
    let project = Project::of(&cargo_lambda, kind);
    project.cargo(&["fmt", "--check"]);
    project.cargo(&["clippy", "--all-targets", "--", "--deny", "warnings"]);
    project.cargo(&["test"]);
    project.cargo(&["run", "--", "template", "--write", "template.yaml"]);
    project.cargo(&["run", "--", "template", "--check", "template.yaml"]);
    let template = project.read("template.yaml");
    let name = format!("FunctionName: {}\n", project.name);
    for part in [in_the_template, "Architectures: [arm64]", &name, "CodeUri: .\n"] {
        assert!(template.contains(part), "{part} in {template}");
    }
    assert!(!project.path().join("CargoLambda.toml").exists());
}

#[test]
fn of_events() {
    is_whole("event", "Timeout: 10");
}

#[test]
fn of_http() {
    is_whole("http", "FunctionUrlConfig:");
}

#[test]
fn of_a_queue() {
    is_whole("sqs", "FunctionResponseTypes: [ReportBatchItemFailures]");
}

#[test]
fn of_a_schedule() {
    is_whole("schedule", "Type: ScheduleV2");
}
