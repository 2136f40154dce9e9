//! What goes wrong before the first event: the process ends with status 1 and says why in one line.

use lambda_fn::testing::LocalLambda;
use lambda_fn::trigger::HttpKind;
use serde_json::Value;
use tests::{Ended, Program, example};

use crate::support::{BEHAVIOUR, CONCURRENT, INIT, error_of, init};

/// The one line that is no line of the log, without `error: `.
#[track_caller]
fn reason(lines: &[String]) -> &str {
    let said: Vec<_> = lines.iter().filter(|line| !line.starts_with('{')).collect();
    let [line] = said[..] else { panic!("one line for people: {lines:#?}") };
    line.strip_prefix("error: ").unwrap_or_else(|| panic!("a line for people: {line}"))
}

/// The lines of the log among those.
fn log(lines: &[String]) -> Vec<Value> {
    let lines = lines.iter().filter(|line| line.starts_with('{'));
    lines.map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// What the one process of a function has written until it ended.
#[track_caller]
fn lines_of(function: &LocalLambda) -> Vec<String> {
    let [exit] = function.exits()[..] else { panic!("one end: {:?}", function.exits()) };
    assert_eq!(exit.code(), Some(1));
    function.logs().iter().map(ToString::to_string).collect()
}

/// Why a process could not start.
#[track_caller]
fn refusal(ended: &Ended) -> &str {
    assert_eq!(ended.status.code(), Some(1), "{ended:#?}");
    assert!(ended.stdout.is_empty(), "{ended:#?}");
    reason(&ended.stderr)
}

/// What the log of a function whose init fails has of it: one line, and nothing is said besides.
#[track_caller]
fn logged_once(function: &LocalLambda) -> Value {
    let lines = lines_of(function);
    let [line] = &lines[..] else { panic!("one line: {lines:#?}") };
    let [line] = &log(std::slice::from_ref(line))[..] else { panic!("a line of the log: {line}") };
    assert_eq!((&line["level"], &line["message"]), (&"ERROR".into(), &"init failed".into()));
    line.clone()
}

/// Why `init("fails")` fails, with its cause.
const CLOSED: &str = "init failed: Table.Closed: the table cannot be opened: invalid digit found in string";

#[test]
fn an_init_that_fails() {
    let function = init("fails").spawn();
    let message = error_of(&function.invoke("an event"), "Table.Closed");
    assert_eq!(message, "the table cannot be opened");
    let [post] = &function.posts()[..] else { panic!("one post: {:#?}", function.posts()) };
    assert_eq!((post.path.as_str(), post.status), ("init/error", Some(202)));
    assert_eq!(post.headers["content-type"], "application/json");
    assert_eq!(post.headers["lambda-runtime-function-error-type"], "Runtime.InitError");

    let line = logged_once(&function);
    assert_eq!(line["errorType"], "Table.Closed");
    assert_eq!(line["errorMessage"], "the table cannot be opened");
    assert_eq!(line["causes"], "invalid digit found in string");
}

/// Tokio's threads are not waited for: the process would go on until Lambda kills it, and say nothing.
#[test]
fn an_init_that_fails_beside_a_thread() {
    let function = init("leaves-a-thread").spawn();
    error_of(&function.invoke("an event"), "Table.Closed");
    assert_eq!(logged_once(&function)["errorType"], "Table.Closed");
}

/// The init phase fails with a panic: Lambda and the log are told what it says, and where it was.
#[track_caller]
fn panics(handler: &str, file: &str, message: &str) {
    let function = init(handler).spawn();
    let told = error_of(&function.invoke("an event"), "Function.Panicked");
    let [post] = &function.posts()[..] else { panic!("one post: {:#?}", function.posts()) };
    assert_eq!((post.path.as_str(), post.status), ("init/error", Some(202)));
    let place = told.strip_prefix("panicked at ").and_then(|told| told.split_once(": ")).expect(&told).0;
    let (place, column) = place.rsplit_once(':').expect(&told);
    let (place, line) = place.rsplit_once(':').expect(&told);
    assert!(place.ends_with(file) && line.parse::<u32>().is_ok() && column.parse::<u32>().is_ok(), "{told}");
    assert!(told.contains(message), "{told}");

    let line = logged_once(&function);
    assert_eq!((&line["errorType"], &line["errorMessage"]), (&"Function.Panicked".into(), &told.as_str().into()));
}

#[test]
fn an_init_that_panics() {
    panics("panics", "tests/functions/init.rs", "no table at all");
}

#[test]
fn a_router_that_panics() {
    panics("router-panics", "tests/functions/init.rs", "no table at all");
    panics("router-panics-on-several-threads", "tests/functions/init.rs", "no table at all");
}

#[test]
fn a_route_that_axum_refuses() {
    panics("router-of-a-bad-route", "tests/functions/init.rs", "Path segments must not start with `:`");
}

#[test]
fn layers_that_panic() {
    panics("layers-panic", "tests/functions/init.rs", "no table at all");
}

#[test]
fn a_router_that_panics_where_nobody_logs() {
    let function = init("router-panics-unlogged").spawn();
    let message = error_of(&function.invoke("an event"), "Function.Panicked");
    let lines = lines_of(&function);
    assert_eq!(reason(&lines), format!("init failed: Function.Panicked: {message}"));
    assert_eq!(lines.len(), 1, "{lines:#?}");
}

/// The init phase fails with an error.
#[track_caller]
fn fails(handler: &str, error_type: &str, message: &str) {
    let function = init(handler).spawn();
    assert_eq!(error_of(&function.invoke("an event"), error_type), message);
    let [post] = &function.posts()[..] else { panic!("one post: {:#?}", function.posts()) };
    assert_eq!((post.path.as_str(), post.status), ("init/error", Some(202)));
    let line = logged_once(&function);
    assert_eq!((&line["errorType"], &line["errorMessage"]), (&error_type.into(), &message.into()));
}

#[test]
fn errors_of_each_kind_of_an_init() {
    fails("text", "Error", "no table at all");
    fails("diagnostic", "Table.Missing", "no table at all");
}

#[test]
fn a_router_that_cannot_be_made() {
    fails("router-fails", "Table.Closed", "the table cannot be opened");
    fails("router-fails-with-text", "Error", "no table for foo");
}

#[test]
fn a_router_that_can_be_made() {
    let function = init("router-made").http_as(HttpKind::HttpApi).spawn();
    assert_eq!(function.get("/foo").text(), "made");
}

#[test]
fn an_init_that_fails_where_nobody_logs() {
    let function = init("fails-unlogged").spawn();
    let message = error_of(&function.invoke("an event"), "Table.Closed");
    assert_eq!(message, "the table cannot be opened");
    let lines = lines_of(&function);
    assert_eq!(reason(&lines), CLOSED);
    assert_eq!(lines.len(), 1, "{lines:#?}");
}

/// A port that nobody serves, and that no socket gets by chance.
const UNSERVED: &str = "127.0.0.1:1";

/// A program as Lambda starts it, but for the Runtime API: nobody serves that.
fn on_lambda(program: Program) -> Program {
    program
        .env("AWS_LAMBDA_RUNTIME_API", UNSERVED)
        .env("AWS_LAMBDA_FUNCTION_NAME", "tested")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
        .env("AWS_LAMBDA_LOG_FORMAT", "JSON")
}

#[test]
fn an_init_that_fails_where_lambda_cannot_be_told() {
    let ended = on_lambda(Program::at(INIT)).env("HANDLER", "fails").output(&[]);
    let reason = refusal(&ended);
    assert!(reason.starts_with("init failed; the Runtime API was not told: "), "{reason}");
    assert_eq!(log(&ended.stderr)[0]["errorType"], "Table.Closed");
}

#[track_caller]
fn is_required(variable: &str) {
    let ended = on_lambda(example("hello")).without(variable).output(&[]);
    assert_eq!(refusal(&ended), format!("`{variable}` is not set; Lambda and its emulators set it"));
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
    let function = on_lambda(Program::at(BEHAVIOUR)).env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256 MB");
    let ended = function.output(&[]);
    assert_eq!(refusal(&ended), "`AWS_LAMBDA_FUNCTION_MEMORY_SIZE` is not a number; it is the memory in MB");
}

#[test]
fn a_runtime_api_that_is_no_address() {
    let started_with = |api: &str| on_lambda(example("hello")).env("AWS_LAMBDA_RUNTIME_API", api).output(&[]);
    for api in ["", "/runtime", "http://", "two words", "127.0.0.1:many", "ftp://127.0.0.1:1", "http://127.0.0.1:1/a b"]
    {
        let ended = started_with(api);
        let reason = refusal(&ended);
        assert!(!reason.contains("panicked"), "{reason}");
        assert!(reason.contains("AWS_LAMBDA_RUNTIME_API") || reason.contains("the Runtime API at"), "{reason}");
    }
    let ended = started_with("127.0.0.1:many");
    assert_eq!(refusal(&ended), "`AWS_LAMBDA_RUNTIME_API` is not `host:port`; Lambda and its emulators set it");
}

#[test]
fn no_password_of_the_runtime_api_is_said() {
    let function = on_lambda(example("hello")).env("AWS_LAMBDA_RUNTIME_API", format!("user:secret@{UNSERVED}"));
    let ended = function.env("AWS_LAMBDA_LOG_LEVEL", "DEBUG").output(&[]);
    let reason = refusal(&ended);
    assert!(reason.starts_with(&format!("the Runtime API at `{UNSERVED}` cannot be used: ")), "{reason}");
    assert!(!ended.stderr.concat().contains("secret"), "{ended:#?}");
}

#[test]
fn a_runtime_api_that_nobody_serves() {
    let ended = on_lambda(example("hello")).output(&[]);
    let reason = refusal(&ended);
    assert!(reason.starts_with(&format!("the Runtime API at `{UNSERVED}` cannot be used: ")), "{reason}");
    assert!(reason.contains("refused"), "{reason}");
}

/// Tokio opens what it needs, one after the other, and panics at some of it.
#[test]
#[cfg(target_os = "linux")]
fn too_few_files_for_tokio() {
    for handler in ["multi-thread", "current-thread"] {
        let function = on_lambda(Program::at("/bin/sh")).env("HANDLER", handler);
        for files in 4..=7 {
            let limited = format!(r#"ulimit -n {files}; exec "$0""#);
            let ended = function.output(&["-c", &limited, CONCURRENT]);
            let reason = refusal(&ended);
            assert!(reason.contains("tokio's runtime does not start: "), "{files}: {reason}");
            assert!(reason.contains("Too many open files"), "{files}: {reason}");
        }
    }
}

#[test]
fn a_runtime_api_that_nobody_serves_under_managed_instances() {
    for handler in ["multi-thread", "current-thread"] {
        let function = on_lambda(Program::at(CONCURRENT)).env("HANDLER", handler).env("AWS_LAMBDA_MAX_CONCURRENCY", 8);
        let ended = function.output(&[]);
        let reason = refusal(&ended);
        assert!(reason.starts_with(&format!("the Runtime API at `{UNSERVED}` cannot be used: ")), "{reason}");
        // `lambda_runtime` would say it without an end
        let log = log(&ended.stderr);
        let said = log.iter().filter(|line| line["target"] == "lambda_runtime::runtime").count();
        assert!(said <= 1, "{said} lines");
    }
}
