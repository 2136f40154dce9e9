//! What goes wrong behind the event: Lambda is told under which type, and the next event is served.

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};
use tests::Program;

use crate::runtime_api::{Answer, Path, RuntimeApi};
use crate::support::{LOGS, behaviour, error_of, errors_among, example, json_log, logs, serves};

/// Lambda's limit for a response, in bytes.
const MAX_RESPONSE: usize = 6_291_556;

#[track_caller]
fn serves_the_next(function: &LocalLambda) {
    serves(function, &json!({ "echo": "next" }), "next");
}

#[test]
fn an_error_of_the_handler() {
    let order = example("typed-errors").spawn();
    let too_many = order.invoke(&json!({ "item": "nut", "quantity": 4 }));
    assert_eq!(error_of(&too_many, "OutOfStock"), "3 are left");
    serves(&order, &json!({ "item": "nut", "quantity": 3 }), json!({ "cents": 12 }));
}

#[test]
fn a_response_with_keys_that_are_no_strings() {
    let function = behaviour().spawn();
    let message = error_of(&function.invoke("keys_that_are_no_strings"), "Runtime.MarshalError");
    assert_eq!(message, "the response does not serialise: key must be a string");
    serves_the_next(&function);
}

#[track_caller]
fn panic_is_told(event: &Value, message: &str) {
    let function = behaviour().spawn();
    let told = error_of(&function.invoke(event), "Function.Panicked");
    let place = told.strip_prefix("panicked at tests/functions/behaviour.rs:").expect(&told);
    let (place, told) = place.split_once(": ").expect(&told);
    let (line, column) = place.split_once(':').expect(place);
    assert!(line.parse::<u32>().is_ok() && column.parse::<u32>().is_ok(), "{place}");
    assert_eq!(told, message);
    serves_the_next(&function);

    // and nothing is printed past the log
    let log = json_log(&function);
    let [line] = errors_among(&log)[..] else { panic!("one line alone: {log:#?}") };
    assert_eq!(line["errorType"], "Function.Panicked");
    assert!(line["errorMessage"].as_str().unwrap().ends_with(message), "{line}");
}

#[test]
fn a_panic_in_the_handler() {
    panic_is_told(&json!({ "panic": "as told" }), "as told");
}

#[test]
fn a_panic_in_deserialize() {
    panic_is_told(&json!({ "panic_in_deserialize": {} }), "not to be read");
}

#[test]
fn a_panic_in_serialize() {
    panic_is_told(&json!("panic_in_serialize"), "not to be written");
}

/// The handler knows of it, and goes on; the log has it, as stderr would.
#[test]
fn a_panic_that_the_handler_catches() {
    let function = behaviour().spawn();
    serves(&function, &json!({ "catch_a_panic": "as caught" }), "caught");
    let log = json_log(&function);
    let [line] = errors_among(&log)[..] else { panic!("one line alone: {log:#?}") };
    assert_eq!((&line["message"], &line["errorType"]), (&"panic caught".into(), &"Function.Panicked".into()));
    let message = line["errorMessage"].as_str().unwrap();
    assert!(message.starts_with("panicked at tests/functions/behaviour.rs:"), "{message}");
    assert!(message.ends_with(": as caught"), "{message}");
    assert!(line["requestId"].is_string(), "{line}");
}

/// Where it panicked is not known: no hook is told.
#[test]
fn a_panic_that_is_resumed_has_no_place_of_another() {
    let function = behaviour().spawn();
    serves(&function, &json!({ "catch_a_panic": "as told" }), "caught");
    let told = error_of(&function.invoke(&json!({ "resume_a_panic": "as told" })), "Function.Panicked");
    assert_eq!(told, "panicked: as told");
    serves_the_next(&function);
}

#[test]
fn a_response_over_the_limit() {
    let function = behaviour().spawn();
    let too_large = function.invoke(&json!({ "bytes": MAX_RESPONSE + 1 }));
    let message = error_of(&too_large, "Function.ResponseSizeTooLarge");
    assert_eq!(message, "Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).");
    serves_the_next(&function);
}

#[test]
fn a_response_at_the_limit_passes() {
    let function = behaviour().spawn();
    let largest = function.invoke(&json!({ "bytes": MAX_RESPONSE }));
    assert_eq!(largest.result().unwrap().len(), MAX_RESPONSE);
    serves_the_next(&function);
}

/// Under no subscriber a failure is a line for people.
#[test]
fn a_message_of_several_lines_is_one_line_where_nobody_logs() {
    let function = logs("unlogged").spawn();
    let failed = function.invoke("as told\nerror: forged\r\nand\rmore");
    assert_eq!(error_of(&failed, "Asked"), "as told\nerror: forged\r\nand\rmore");
    let lines: Vec<_> = function.logs().into_iter().map(|line| line.message).collect();
    assert_eq!(lines, ["error: invocation failed: Asked: as told error: forged and more"]);
}

/// As on a disk that is full.
#[test]
#[cfg(target_os = "linux")]
fn an_error_is_posted_where_stderr_cannot_be_written() {
    let api = RuntimeApi::start(|path, before| match (path, before) {
        (Path::Next, 0..=1) => Answer::event(r#""as told""#),
        (Path::Next, _) => Answer::Close,
        _ => Answer::Accepted,
    });
    let program = api.environment(Program::at("/bin/sh")).env("HANDLER", "unlogged");
    let process = program.run(&["-c", r#"exec "$0" 2>/dev/full"#, LOGS], b"");
    for _ in 0..2 {
        let posted = api.post();
        assert_eq!(posted.path, Path::Error, "{posted:?}");
    }
    let ended = process.ends();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
}
