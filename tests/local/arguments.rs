//! The command line.

use tests::{Ended, Program, TemporaryFile};

use crate::CHAOS;

fn chaos(args: &[&str]) -> Ended {
    Program::at(CHAOS).output(args)
}

#[test]
fn variables_come_from_a_file() {
    let file = TemporaryFile::with("# a comment\n\nSTAGE=from the file\nEMPTY=\n");
    for (variable, value) in [("STAGE", "\"from the file\"\n"), ("EMPTY", "\"\"\n"), ("GREETING", "\"attribute\"\n")] {
        let ended = chaos(&["invoke", "--env-file", file.path(), &format!(r#"{{"variable":"{variable}"}}"#)]);
        assert_eq!(ended.stdout, value);
    }
}

#[test]
fn variables_come_from_a_file_with_a_byte_order_mark() {
    let file = TemporaryFile::with("\u{feff}STAGE=marked\n");
    assert_eq!(chaos(&["invoke", "--env-file", file.path(), r#"{"variable":"STAGE"}"#]).stdout, "\"marked\"\n");
}

#[test]
fn an_aws_setting_of_the_file_is_not_hidden() {
    let variable = |file: &TemporaryFile, name: &str| {
        chaos(&["invoke", "--env-file", file.path(), &format!(r#"{{"variable":"{name}"}}"#)]).stdout
    };
    let profile = TemporaryFile::with("AWS_PROFILE=dev\n");
    assert_eq!(variable(&profile, "AWS_ACCESS_KEY_ID"), "null\n");
    assert_eq!(variable(&profile, "AWS_REGION"), "null\n");
    let region = TemporaryFile::with("AWS_REGION=eu-west-1\n");
    assert_eq!(variable(&region, "AWS_DEFAULT_REGION"), "null\n");
}

#[test]
fn a_line_that_is_no_variable_is_named() {
    let file = TemporaryFile::with("STAGE=x\nnothing\n");
    let ended = chaos(&["invoke", "--env-file", file.path(), r#"{"echo":1}"#]);
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(ended.stderr[0], format!("error: line 2 of `{}` is not a variable; write `NAME=value`", file.path()));
}

#[test]
fn the_timeout_is_that_of_the_command_line() {
    let time_left = |args: &[&str]| chaos(args).stdout.trim().parse::<u64>().unwrap();
    assert!(time_left(&["invoke", "\"time-left\""]) <= 1_000, "the attribute's");
    assert!((1_001..=120_000).contains(&time_left(&["invoke", "--timeout", "2m", "\"time-left\""])));
    assert!(time_left(&["invoke", "--no-timeout", "\"time-left\""]) > 3_600_000);
}

#[test]
fn a_timeout_that_is_none_is_refused() {
    for timeout in ["0", "-1", "1h", "soon"] {
        let ended = chaos(&["invoke", &format!("--timeout={timeout}"), "1"]);
        assert_eq!(ended.status.code(), Some(1));
        assert!(ended.stderr[0].contains("--timeout"), "{ended:#?}");
    }
}

#[test]
fn a_mistake_in_an_option_is_named_with_its_remedy() {
    for (args, reason) in [
        (&["--port", "x"][..], "`--port` cannot be `x`; write a number from 0 to 65535"),
        (
            &["--as", "http"],
            "`--as` cannot be `http`; it is one of `http-api`, `function-url`, `rest-api`, `alb`, `websocket`, `vpc-lattice`",
        ),
        (&["--concurrency"], "`--concurrency` needs its <N>"),
        (&["--concurrency", "0"], "`--concurrency` cannot be `0`; write a number from 1 to 1000"),
        (&["--no-retry=yes"], "`--no-retry` takes no value; write it alone"),
        (&["--no-retry", "--no-retry"], "`--no-retry` is given twice; write it once"),
        (&["-p", "1"], "there is no option `-p`; `--help` names those there are"),
        (&["invoke", "--port", "1", "{}"], "there is no option `--port`; `--help` names those there are"),
        (&["invoke", "--log-format", "xml", "{}"], "`--log-format` cannot be `xml`; write `json` or `text`"),
        (
            &["invoke", "--timeout", "1s", "--no-timeout", "{}"],
            "`--timeout` and `--no-timeout` exclude each other; remove one",
        ),
        (&["invoke", "--records", "a", "{}"], "`--records` brings the event; remove the other one"),
    ] {
        let ended = chaos(args);
        assert_eq!(ended.status.code(), Some(1));
        assert_eq!(ended.stderr[0], format!("error: {reason}"));
        assert!(ended.stdout.is_empty(), "{ended:#?}");
    }
}

#[test]
fn help_of_a_command_names_its_options_alone() {
    for args in [["help", "invoke"], ["invoke", "--help"]] {
        let help = chaos(&args).stdout;
        assert!(help.contains("--records") && help.contains("[EVENT]") && !help.contains("--port"), "{help}");
    }
}

#[test]
fn the_log_format_is_that_of_the_command_line() {
    let log = chaos(&["invoke", "--log-format", "json", "\"fail\""]).stderr;
    assert!(log.iter().any(|line| line.starts_with(r#"{"timestamp":""#)), "{log:#?}");
}

#[test]
fn help_goes_to_stdout_and_names_all_there_is() {
    for word in ["help", "--help", "-h"] {
        let ended = chaos(&[word]);
        assert!(ended.status.success() && ended.stderr.is_empty(), "{ended:#?}");
        for name in [
            "serve",
            "invoke",
            "describe",
            "template",
            "deploy",
            "--port",
            "--as",
            "http-api, function-url, rest-api, alb, websocket, vpc-lattice",
            "LAMBDA_FN_PORT",
            "--timeout",
            "--no-timeout",
            "--concurrency",
            "--env-file",
            "--log-format",
            "--no-retry",
        ] {
            assert!(ended.stdout.contains(name), "{name} in {}", ended.stdout);
        }
    }
}
