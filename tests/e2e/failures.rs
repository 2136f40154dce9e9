//! What goes wrong behind the event: Lambda is told under which type, and the next event is served.

use serde_json::{Value, json};

use crate::support::{Running, behaviour, errors_among, example};

/// Lambda's limit for a response, in bytes.
const MAX_RESPONSE: usize = 6_291_556;

#[track_caller]
fn serves_the_next(function: &Running) {
    function.serves(json!({ "echo": "next" }), "next");
}

#[test]
fn an_error_of_the_handler() {
    let order = example("typed-errors").start();
    assert_eq!(order.invoke(json!({ "item": "nut", "quantity": 4 })).error("OutOfStock"), "3 are left");
    order.serves(json!({ "item": "nut", "quantity": 3 }), json!({ "cents": 12 }));
}

#[test]
fn a_response_with_keys_that_are_no_strings() {
    let function = behaviour().start();
    let message = function.invoke(json!("keys_that_are_no_strings")).error("Runtime.MarshalError");
    assert_eq!(message, "the response does not serialise: key must be a string");
    serves_the_next(&function);
}

#[track_caller]
fn panic_is_told(event: Value, message: &str) {
    let function = behaviour().json_logs().start();
    let told = function.invoke(event).error("Function.Panicked");
    let place = told.strip_prefix("panicked at tests/functions/behaviour.rs:").expect(&told);
    let (place, told) = place.split_once(": ").expect(&told);
    let (line, column) = place.split_once(':').expect(place);
    assert!(line.parse::<u32>().is_ok() && column.parse::<u32>().is_ok(), "{place}");
    assert_eq!(told, message);
    serves_the_next(&function);

    // and nothing but the log is on stderr
    let log = function.json_log();
    let [line] = errors_among(&log)[..] else { panic!("one line alone: {log:#?}") };
    assert_eq!(line["errorType"], "Function.Panicked");
    assert!(line["errorMessage"].as_str().unwrap().ends_with(message), "{line}");
}

#[test]
fn a_panic_in_the_handler() {
    panic_is_told(json!({ "panic": "as told" }), "as told");
}

#[test]
fn a_panic_in_deserialize() {
    panic_is_told(json!({ "panic_in_deserialize": {} }), "not to be read");
}

#[test]
fn a_panic_in_serialize() {
    panic_is_told(json!("panic_in_serialize"), "not to be written");
}

#[test]
fn a_response_over_the_limit() {
    let function = behaviour().start();
    let message = function.invoke(json!({ "bytes": MAX_RESPONSE + 1 })).error("Function.ResponseSizeTooLarge");
    assert_eq!(message, "Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).");
    serves_the_next(&function);
}

#[test]
fn a_response_at_the_limit_passes() {
    let function = behaviour().start();
    let reply = function.invoke(json!({ "bytes": MAX_RESPONSE }));
    assert!(reply.path.ends_with("/response"), "posted to {}", reply.path);
    assert_eq!(reply.body.len(), MAX_RESPONSE);
    serves_the_next(&function);
}
