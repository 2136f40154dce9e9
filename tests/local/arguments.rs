//! The command line.

use std::path::PathBuf;
use std::process::{Command, Output};

use crate::CHAOS;

fn chaos(args: &[&str]) -> Output {
    Command::new(CHAOS).args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn first_line_of_stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_owned()
}

/// A file that is gone with the test.
struct EnvFile(PathBuf);

impl EnvFile {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("lambda-fn-{name}-{}.env", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for EnvFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn variables_come_from_a_file() {
    let file = EnvFile::new("good", "# a comment\n\nSTAGE=from the file\nEMPTY=\n");
    for (variable, value) in [("STAGE", "\"from the file\"\n"), ("EMPTY", "\"\"\n"), ("GREETING", "\"attribute\"\n")] {
        let output = chaos(&["invoke", "--env-file", file.path(), &format!(r#"{{"variable":"{variable}"}}"#)]);
        assert_eq!(stdout(&output), value);
    }
}

#[test]
fn a_line_that_is_no_variable_is_named() {
    let file = EnvFile::new("bad", "STAGE=x\nnothing\n");
    let output = chaos(&["invoke", "--env-file", file.path(), r#"{"echo":1}"#]);
    assert_eq!(output.status.code(), Some(1));
    let line = first_line_of_stderr(&output);
    assert_eq!(line, format!("error: line 2 of `{}` is not a variable; write `NAME=value`", file.path()));
}

#[test]
fn the_timeout_is_that_of_the_command_line() {
    let time_left = |args: &[&str]| stdout(&chaos(args)).trim().parse::<u64>().unwrap();
    assert!(time_left(&["invoke", "\"time-left\""]) <= 1_000, "the attribute's");
    assert!((1_001..=120_000).contains(&time_left(&["invoke", "--timeout", "2m", "\"time-left\""])));
    assert!(time_left(&["invoke", "--no-timeout", "\"time-left\""]) > 3_600_000);
}

#[test]
fn a_timeout_that_is_none_is_refused() {
    for timeout in ["0", "-1", "1h", "soon"] {
        let output = chaos(&["invoke", &format!("--timeout={timeout}"), "1"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(first_line_of_stderr(&output).contains("--timeout"), "{output:?}");
    }
}

#[test]
fn the_log_format_is_that_of_the_command_line() {
    let output = chaos(&["invoke", "--log-format", "json", "\"fail\""]);
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.lines().any(|line| line.starts_with(r#"{"timestamp":""#)), "{log}");
}

#[test]
fn help_goes_to_stdout_and_names_all_there_is() {
    let output = chaos(&["--help"]);
    assert!(output.status.success() && output.stderr.is_empty());
    let help = stdout(&output);
    for word in [
        "serve",
        "invoke",
        "describe",
        "--port",
        "--as",
        "http-api, function-url, rest-api, alb",
        "--timeout",
        "--no-timeout",
        "--concurrency",
        "--env-file",
        "--log-format",
        "--no-retry",
    ] {
        assert!(help.contains(word), "{word} in {help}");
    }
}
