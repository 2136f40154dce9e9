//! Each form that a handler may have gets what it asks for.

use serde_json::{Value, json};

use crate::support::{Event, example, forms, workspace};

#[test]
fn an_event_that_borrows() {
    let function = forms("borrowed-struct").start();
    function.serves(json!({ "name": "a", "tags": ["b", "c"] }), "a: b, c");
    function.serves(json!({ "name": "", "tags": [] }), ": ");
}

#[test]
fn an_event_that_is_borrowed_text() {
    forms("borrowed-str").start().serves(json!("four"), 4);
}

#[test]
fn a_lambda_event() {
    let event = Event::from(json!("payload"));
    let expected = json!(["payload", event.request_id]);
    forms("lambda-event").start().serves(event, expected);
}

#[test]
fn no_event() {
    let function = forms("no-event").start();
    function.serves("not JSON at all", "no event");
    function.serves("", "no event");
}

#[test]
fn a_context() {
    let client = json!({ "custom": { "tier": "gold" } });
    let event = Event::from(json!(null))
        .header("lambda-runtime-client-context", &client)
        .header("lambda-runtime-aws-tenant-id", &json!(7));
    let (request_id, trace_id) = (event.request_id.clone(), event.trace_id());

    let context = forms("context").start().invoke(event).response();
    assert_eq!(context["request_id"], request_id);
    assert_eq!(context["xray_trace_id"], trace_id);
    assert_eq!(context["deadline"], 4_102_444_800_000_u64);
    assert_eq!(context["invoked_function_arn"], "arn:aws:lambda:us-east-1:123456789012:function:tested");
    assert_eq!(context["client_context"]["custom"]["tier"], "gold");
    assert_eq!(context["tenant_id"], "7");
    assert_eq!(context["env_config"]["function_name"], "tested");
    assert_eq!(context["env_config"]["memory"], 256);
}

#[test]
fn a_context_by_reference() {
    let event = Event::from(json!(null));
    let request_id = event.request_id.clone();
    forms("context-reference").start().serves(event, request_id);
}

#[test]
fn a_state_alone() {
    let function = forms("state").start();
    function.serves("not JSON at all", 10);
    function.serves(json!({}), 11);
}

#[test]
fn an_event_a_context_and_a_state_in_any_order() {
    for handler in ["event-context-state", "event-state-context"] {
        let function = forms(handler).start();
        for count in 10..12 {
            let event = Event::from(json!("event"));
            let expected = json!(["event", event.request_id, count]);
            function.serves(event, expected);
        }
    }
}

#[test]
fn a_state_before_a_context() {
    let event = Event::from(json!(null));
    let expected = json!([10, event.request_id]);
    forms("state-context").start().serves(event, expected);
}

#[test]
fn a_pattern() {
    forms("pattern").start().serves(json!({ "name": "taken apart" }), "taken apart");
}

#[test]
fn a_handler_named_main() {
    forms("named-main").start().serves(json!(1), 2);
}

#[test]
fn a_value_that_is_not_send_across_an_await() {
    forms("rc-across-await").start().serves(json!("kept"), "kept");
}

#[test]
fn a_runtime_of_several_threads() {
    forms("multi-thread").start().serves(json!(null), 3);
}

#[test]
fn managed_instances_where_lambda_sends_one_event_at_a_time() {
    let function = forms("managed-instances").start();
    function.serves(json!("a"), json!(["a", 10]));
    function.serves(json!("b"), json!(["b", 11]));
}

/// What an example makes of its own `event.json`, and the request id.
fn response_of_example(name: &str) -> (Value, String) {
    let file = workspace().join("examples").join(name).join("event.json");
    let event = Event::new(std::fs::read(file).unwrap());
    let request_id = event.request_id.clone();
    (example(name).start().invoke(event).response(), request_id)
}

#[test]
fn the_example_hello() {
    assert_eq!(response_of_example("hello").0, json!({ "message": "Hello, Lambda!" }));
}

#[test]
fn the_example_shared_state() {
    let (response, request_id) = response_of_example("shared-state");
    assert_eq!(response, json!({ "euros": 92.0, "served": 1, "request_id": request_id }));
}

#[test]
fn the_example_from_lambda_runtime() {
    let (response, request_id) = response_of_example("from-lambda-runtime");
    assert_eq!(response, json!({ "req_id": request_id, "msg": "Command build executed." }));
}
