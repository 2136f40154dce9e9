//! What goes wrong before the first event: the process ends with status 1 and says why in one line.

use crate::support::{Ended, behaviour, concurrent, example, init, json_lines};

/// The one line that is no line of the log, without `error: `.
#[track_caller]
fn reason(ended: &Ended) -> &str {
    assert_eq!(ended.status.code(), Some(1), "{ended:#?}");
    assert!(ended.stdout.is_empty(), "{ended:#?}");
    let mut said = ended.stderr.iter().filter(|line| !line.starts_with('{'));
    let line = said.next().unwrap_or_else(|| panic!("a reason: {ended:#?}"));
    assert_eq!(said.next(), None, "one line alone: {ended:#?}");
    line.strip_prefix("error: ").unwrap_or_else(|| panic!("a line for people: {line}"))
}

/// The lines of the log among those of stderr.
fn log(ended: &Ended) -> Vec<serde_json::Value> {
    json_lines(&ended.stderr.iter().filter(|line| line.starts_with('{')).cloned().collect::<Vec<_>>())
}

/// Why `init("fails")` fails, with its cause.
const CLOSED: &str = "init failed: Table.Closed: the table cannot be opened: invalid digit found in string";

#[test]
fn an_init_that_fails() {
    let function = init("fails").json_logs().start();
    let reply = function.reply();
    assert_eq!(reply.path, "init/error");
    assert_eq!(reply.error("Table.Closed"), "the table cannot be opened");
    assert_eq!(reply.headers["content-type"], "application/json");
    assert_eq!(reply.headers["lambda-runtime-function-error-type"], "Runtime.InitError");

    let ended = function.ends();
    assert_eq!(reason(&ended), CLOSED);
    let [line] = &log(&ended)[..] else { panic!("one line: {ended:#?}") };
    assert_eq!(line["level"], "ERROR");
    assert_eq!(line["errorType"], "Table.Closed");
    assert_eq!(line["causes"], "invalid digit found in string");
}

#[test]
fn an_init_that_panics() {
    let function = init("panics").json_logs().start();
    let reply = function.reply();
    assert_eq!(reply.path, "init/error");
    let message = reply.error("Function.Panicked");
    assert!(message.starts_with("panicked at tests/functions/init.rs:"), "{message}");
    assert!(message.ends_with(": no table at all"), "{message}");

    let ended = function.ends();
    assert_eq!(reason(&ended), format!("init failed: Function.Panicked: {message}"));
    assert_eq!(log(&ended).len(), 1, "{ended:#?}");
}

#[test]
fn an_init_that_fails_where_nobody_logs() {
    let function = init("fails-unlogged").start();
    assert_eq!(function.reply().error("Table.Closed"), "the table cannot be opened");
    let ended = function.ends();
    assert_eq!(reason(&ended), CLOSED);
}

#[test]
fn an_init_that_fails_where_lambda_cannot_be_told() {
    let function = init("fails").json_logs().on_lambda().env("AWS_LAMBDA_RUNTIME_API", UNSERVED);
    let ended = function.run(&[], b"").ends();
    let reason = reason(&ended);
    assert!(reason.starts_with(&format!("{CLOSED}; the Runtime API was not told: ")), "{reason}");
}

/// A port that nobody serves, and that no socket gets by chance.
const UNSERVED: &str = "127.0.0.1:1";

#[track_caller]
fn is_required(variable: &str) {
    let hello = example("hello").on_lambda().env("AWS_LAMBDA_RUNTIME_API", UNSERVED).without(variable);
    let ended = hello.run(&[], b"").ends();
    assert_eq!(reason(&ended), format!("`{variable}` is not set; Lambda and its emulators set it"));
}

#[test]
fn no_function_name() {
    is_required("AWS_LAMBDA_FUNCTION_NAME");
}

#[test]
fn no_function_version() {
    is_required("AWS_LAMBDA_FUNCTION_VERSION");
}

#[test]
fn no_memory_size() {
    is_required("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
}

#[test]
fn a_memory_size_that_is_no_number() {
    let function = behaviour().on_lambda().env("AWS_LAMBDA_RUNTIME_API", UNSERVED);
    let ended = function.env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256 MB").run(&[], b"").ends();
    assert_eq!(reason(&ended), "`AWS_LAMBDA_FUNCTION_MEMORY_SIZE` is not a number; it is the memory in MB");
}

#[test]
fn a_runtime_api_that_is_no_address() {
    for api in ["", "/runtime", "http://", "two words", "127.0.0.1:many", "ftp://127.0.0.1:1", "http://127.0.0.1:1/a b"]
    {
        let ended = example("hello").on_lambda().env("AWS_LAMBDA_RUNTIME_API", api).run(&[], b"").ends();
        let reason = reason(&ended);
        assert!(!reason.contains("panicked"), "{reason}");
        assert!(reason.contains("AWS_LAMBDA_RUNTIME_API") || reason.contains("the Runtime API at"), "{reason}");
    }
    let function = example("hello").on_lambda().env("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:many");
    let ended = function.run(&[], b"").ends();
    assert_eq!(reason(&ended), "`AWS_LAMBDA_RUNTIME_API` is not `host:port`; Lambda and its emulators set it");
}

#[test]
fn a_runtime_api_that_nobody_serves() {
    let ended = example("hello").on_lambda().env("AWS_LAMBDA_RUNTIME_API", UNSERVED).json_logs().run(&[], b"").ends();
    let reason = reason(&ended);
    assert!(reason.starts_with(&format!("the Runtime API at `{UNSERVED}` cannot be used: ")), "{reason}");
    assert!(reason.contains("refused"), "{reason}");
}

#[test]
fn a_runtime_api_that_nobody_serves_under_managed_instances() {
    for handler in ["multi-thread", "current-thread"] {
        let function = concurrent(handler).on_lambda().env("AWS_LAMBDA_RUNTIME_API", UNSERVED);
        let ended = function.env("AWS_LAMBDA_MAX_CONCURRENCY", 8).json_logs().run(&[], b"").ends();
        let reason = reason(&ended);
        assert!(reason.starts_with(&format!("the Runtime API at `{UNSERVED}` cannot be used: ")), "{reason}");
    }
}
