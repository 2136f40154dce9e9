//! Events that do not fit the handler's type: `Runtime.UnmarshalError`, and the next event is served.

use lambda_fn::testing::LocalLambdaBuilder;
use serde_json::{Value, json};

use crate::support::{behaviour, error_of, example, serves_raw};

/// The message under which an event is refused.
#[track_caller]
fn refusal(function: LocalLambdaBuilder, event: impl Into<Vec<u8>>, next: &str, response: Value) -> String {
    let function = function.spawn();
    let message = error_of(&function.invoke_raw(event), "Runtime.UnmarshalError");
    serves_raw(&function, next, response);
    message
}

#[track_caller]
fn refusal_of_hello(event: impl Into<Vec<u8>>) -> String {
    refusal(example("hello"), event, r#"{"name":"you"}"#, json!({ "message": "Hello, you!" }))
}

#[track_caller]
fn refusal_of_behaviour(event: impl Into<Vec<u8>>) -> String {
    refusal(behaviour(), event, r#"{"echo":1}"#, json!(1))
}

#[test]
fn a_value_of_another_type() {
    let message = refusal_of_hello(r#"{"name":411112345678}"#);
    assert_eq!(
        message,
        "the event does not fit `Request` at `$.name` (line 1, column 20): expected a string, found an integer"
    );
}

#[test]
fn a_value_deep_within() {
    let event = "{ \"order\": { \"items\": [\n  { \"price\": 1 },\n  { \"price\": \"canary\" }\n] } }";
    let message = refusal_of_behaviour(event);
    assert_eq!(
        message,
        "the event does not fit `Event` at `$.order.items[1].price` (line 3, column 21): expected u32, found a string"
    );
}

#[test]
fn a_missing_field() {
    let message = refusal_of_hello(r#"{"nome":"canary"}"#);
    assert_eq!(message, "the event does not fit `Request` at `$` (line 1, column 17): missing field `name`");
}

#[test]
fn a_key_that_is_data_is_not_shown() {
    let message = refusal_of_behaviour(r#"{"prices":{"can ary":"many"}}"#);
    assert_eq!(
        message,
        "the event does not fit `Event` at `$.prices.*` (line 1, column 27): expected u32, found a string"
    );
}

#[test]
fn trailing_garbage() {
    let message = refusal_of_hello("{\"name\":\"you\"}\ncanary");
    assert_eq!(message, "the event cannot be read as JSON (line 2, column 1): trailing characters");
}

#[test]
fn an_empty_event() {
    let message = refusal_of_hello("");
    assert_eq!(message, "the event cannot be read as JSON (line 1, column 0): EOF while parsing a value");
}

#[test]
fn an_event_that_breaks_off() {
    let message = refusal_of_hello(r#"{"name":"cana"#);
    assert_eq!(message, "the event cannot be read as JSON (line 1, column 13): EOF while parsing a string");
}

#[test]
fn an_event_that_is_not_utf8() {
    let message = refusal_of_hello(b"{\"name\":\"can\xffary\"}");
    assert_eq!(message, "the event is not UTF-8, from its byte 13 on");
}

/// An array nested 10,000 deep.
fn nested() -> String {
    format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))
}

#[test]
fn an_event_nested_deep_in_a_field_that_is_read() {
    let message = refusal_of_behaviour(format!("{{\"echo\":{}}}", nested()));
    assert!(message.contains("recursion limit exceeded"), "{message}");
    assert!(message.len() < 1_000, "{message}");
}

#[test]
fn an_event_nested_deep_in_a_field_that_is_not_read_passes() {
    let hello = example("hello").spawn();
    let event = format!("{{\"name\":\"you\",\"unknown\":{}}}", nested());
    serves_raw(&hello, event, json!({ "message": "Hello, you!" }));
    serves_raw(&hello, r#"{"name":"next"}"#, json!({ "message": "Hello, next!" }));
}
