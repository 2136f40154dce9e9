//! `cargo lambda new` with `examples/template/`: what it makes is clean, passes its own test and says how to deploy it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tests::{TemporaryFile, target, workspace};

use crate::aws::{Aws, builds_arm64, expected, is_arm64};
use crate::{peer, succeeds};

/// A project of a kind, in a folder of its own.
struct Project {
    folder: TemporaryFile,
    /// Of its kind, since all kinds share what is built.
    name: String,
}

impl Project {
    fn of(cargo_lambda: &Path, kind: &str) -> Self {
        let project = Self::named(format!("my-{kind}"));
        succeeds(&project.render(cargo_lambda, kind));
        project
    }

    /// Only its name, and an empty folder around it.
    fn named(name: String) -> Self {
        let folder = TemporaryFile::at_new_path();
        std::fs::create_dir(folder.path()).unwrap();
        Self { folder, name }
    }

    fn render(&self, cargo_lambda: &Path, kind: &str) -> Output {
        let dependency = format!("lambda_fn=path = \"{}\"", workspace().join("lambda-fn").display());
        Command::new(cargo_lambda)
            .args(["lambda", "new", &self.name, "--no-interactive", "--template"])
            .arg(workspace().join("examples/template"))
            .args(["--render-var", &format!("kind={kind}"), "--render-var", &dependency])
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    fn path(&self) -> PathBuf {
        Path::new(self.folder.path()).join(&self.name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(args).env("CARGO_TARGET_DIR", built()).env_remove("AWS_LAMBDA_RUNTIME_API");
        cargo.current_dir(self.path());
        cargo
    }

    #[track_caller]
    fn cargo(&self, args: &[&str]) -> String {
        let output = self.command(args).output().unwrap();
        succeeds(&output);
        String::from_utf8(output.stdout).unwrap()
    }

    /// What Lambda is told is what the attribute says.
    #[track_caller]
    fn is_deployed(&self, aws: &Aws, url: Value) {
        let main = self.read("src/main.rs");
        // what a person may add
        let variables = r##"STAGE = "test", RULES = r#"{"a": [1, 2]}"#, NOTE = " it's #1, ", NOTHING = """##;
        let with_env = format!("arch = \"arm64\",\n    env({variables})");
        let main = main.replace("arch = \"arm64\"", &with_env);
        std::fs::write(self.path().join("src/main.rs"), main).unwrap();
        let description: Value = serde_json::from_str(&self.cargo(&["run", "--", "describe"])).unwrap();
        assert_eq!((&description["arch"], &description["env"]["NOTE"]), (&"arm64".into(), &" it's #1, ".into()));

        let [build, _] = aws.deploy(&mut self.command(&["run", "--"]), &["--tracing", "active"]);
        let name = &self.name;
        assert_eq!(build, format!("cargo lambda build --release --arm64 --package {name} --bin {name}"));
        assert!(is_arm64(&built().join("lambda").join(name).join("bootstrap")));
        let mut expected = expected(&description);
        expected["Tracing"] = "Active".into();
        expected["Url"] = url;
        assert_eq!(aws.configuration(name), expected);
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

/// What all projects share.
fn built() -> PathBuf {
    target().join("new")
}

/// What it makes is formatted, lints clean, passes its own test, has this in its template and is deployed.
#[track_caller]
fn is_whole(kind: &str, in_the_template: &str, url: Value) {
    let (Some(cargo_lambda), Some(aws)) = (peer("cargo-lambda"), Aws::start()) else { return };
    let project = Project::of(&cargo_lambda, kind);
    project.cargo(&["fmt", "--check"]);
    project.cargo(&["clippy", "--all-targets", "--", "--deny", "warnings", "--deny", "clippy::pedantic"]);
    project.cargo(&["test"]);
    project.cargo(&["run", "--", "template", "--write", "template.yaml"]);
    project.cargo(&["run", "--", "template", "--check", "template.yaml"]);
    let template = project.read("template.yaml");
    let name = format!("FunctionName: {}\n", project.name);
    for part in [in_the_template, "Architectures: [arm64]", &name, "CodeUri: .\n"] {
        assert!(template.contains(part), "{part} in {template}");
    }
    assert!(!project.path().join("CargoLambda.toml").exists());
    assert_eq!(project.read(".gitignore"), "/target\n");
    if builds_arm64() {
        project.is_deployed(&aws, url);
    }
}

#[test]
fn of_events() {
    is_whole("event", "Timeout: 10", Value::Null);
}

#[test]
fn of_http() {
    is_whole("http", "FunctionUrlConfig:", json!("NONE"));
}

#[test]
fn of_a_queue() {
    is_whole("sqs", "FunctionResponseTypes: [ReportBatchItemFailures]", Value::Null);
}

#[test]
fn of_a_schedule() {
    is_whole("schedule", "Type: ScheduleV2", Value::Null);
}

#[test]
fn of_an_unknown_kind_is_refused() {
    let Some(cargo_lambda) = peer("cargo-lambda") else { return };
    let project = Project::named("my-sns".to_owned());
    let output = project.render(&cargo_lambda, "sns");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("the_kind_is_none_of_event_http_sqs_schedule"), "{said}");
    assert!(!project.path().exists());
}
