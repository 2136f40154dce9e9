//! What goes wrong behind the event: Lambda is told under which type, and the next event is served.

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};

use crate::support::{behaviour, error_of, errors_among, example, json_log, serves};

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
