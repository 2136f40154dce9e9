//! The payload is logged at no level, whatever becomes of the event.

use serde_json::json;

use crate::support::{Event, Running, behaviour, concurrent};

const CANARY: &str = "Canary4111";

/// The canary in the payload and in the headers that come from whoever invokes.
fn event(payload: impl Into<Event>) -> Event {
    let client = json!({ "custom": { CANARY: CANARY }, "environment": { CANARY: CANARY } });
    let identity = json!({ "identity_id": CANARY, "identity_pool_id": CANARY });
    let event = payload.into().header("lambda-runtime-client-context", &client);
    event.header("lambda-runtime-cognito-identity", &identity)
}

fn log_of_everything(format: &str) -> Running {
    let function = behaviour().env("AWS_LAMBDA_LOG_FORMAT", format);
    function.env("AWS_LAMBDA_LOG_LEVEL", "TRACE").env("RUST_LOG", "trace").start()
}

#[track_caller]
fn log_is_silent(function: Running) {
    let log = function.log();
    assert!(log.iter().any(|line| line.contains("TRACE")), "everything is logged: {log:#?}");
    assert!(!log.concat().contains(CANARY), "{log:#?}");
}

#[track_caller]
fn refused_in_silence(payload: impl Into<Event>, error_type: &str) {
    let function = log_of_everything("JSON");
    let message = function.invoke(event(payload)).error(error_type);
    assert!(!message.contains(CANARY), "{message}");
    function.serves(json!({ "echo": "next" }), "next");
    log_is_silent(function);
}

#[test]
fn of_an_event_that_is_served() {
    for format in ["JSON", "Text"] {
        let function = log_of_everything(format);
        let payload = json!({ CANARY: CANARY });
        function.serves(event(json!({ "echo": payload })), payload);
        log_is_silent(function);
    }
}

#[test]
fn of_a_value_that_does_not_fit() {
    refused_in_silence(json!({ "order": { "items": [{ "price": CANARY }] } }), "Runtime.UnmarshalError");
}

#[test]
fn of_a_key_that_does_not_fit() {
    refused_in_silence(json!({ CANARY: 1 }), "Runtime.UnmarshalError");
}

#[test]
fn of_a_map_whose_keys_are_data() {
    let key = format!("{CANARY}@example.org");
    refused_in_silence(json!({ "prices": { key: "many" } }), "Runtime.UnmarshalError");
}

#[test]
fn of_a_map_whose_keys_look_like_fields() {
    refused_in_silence(json!({ "prices": { CANARY: "many" } }), "Runtime.UnmarshalError");
}

#[test]
fn of_an_event_that_is_not_json() {
    for payload in ["Canary4111", "{\"echo\":Canary4111}", "{\"echo\":\"\\xCanary4111\"}", "null Canary4111"] {
        refused_in_silence(payload, "Runtime.UnmarshalError");
    }
}

#[test]
fn of_an_event_that_panics_in_deserialize() {
    refused_in_silence(json!({ "panic_in_deserialize": CANARY }), "Function.Panicked");
}

/// `lambda_runtime` ends the process then: the reason stays silent too.
#[test]
fn of_a_client_context_that_does_not_fit() {
    for client in [json!(CANARY), json!({ "custom": CANARY }), json!({ "client": { CANARY: [CANARY] } })] {
        let function = log_of_everything("JSON");
        function.send(Event::from(json!({ "echo": null })).header("lambda-runtime-client-context", &client));
        let ended = function.ends();
        assert_eq!(ended.status.code(), Some(1));
        let said = ended.stderr.last().unwrap();
        assert!(said.starts_with("error: the client context or the Cognito identity of an event"), "{said}");
        assert!(!ended.stderr.concat().contains(CANARY), "{ended:#?}");
    }
}

/// `lambda_runtime` loses a worker then, and logs its error.
#[test]
fn of_client_contexts_that_do_not_fit_under_managed_instances() {
    let function = concurrent("multi-thread").env("AWS_LAMBDA_MAX_CONCURRENCY", 2).env("AWS_LAMBDA_LOG_LEVEL", "TRACE");
    let function = function.json_logs().start();
    for _ in 0..2 {
        function.send(Event::from(json!("a")).header("lambda-runtime-client-context", &json!({ "custom": CANARY })));
    }
    let ended = function.ends();
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.stderr.iter().any(|line| line.contains("Concurrent worker exited")), "{ended:#?}");
    assert!(!ended.stderr.concat().contains(CANARY), "{ended:#?}");
}
