//! Each form that a handler may have gets what it asks for.

use std::time::{Duration, SystemTime};

use lambda_fn::testing::Invocation;
use serde_json::{Value, json};
use tests::workspace;

use crate::support::{example, forms, serves, serves_raw};

#[test]
fn an_event_that_borrows() {
    let function = forms("borrowed-struct").spawn();
    serves(&function, &json!({ "name": "a", "tags": ["b", "c"] }), "a: b, c");
    serves(&function, &json!({ "name": "", "tags": [] }), ": ");
}

#[test]
fn an_event_that_is_borrowed_text() {
    serves(&forms("borrowed-str").spawn(), &json!("four"), 4);
}

#[test]
fn a_lambda_event() {
    let invocation = forms("lambda-event").spawn().invoke("payload");
    assert_eq!(invocation.json(), json!(["payload", invocation.request_id()]));
}

#[test]
fn no_event() {
    let function = forms("no-event").spawn();
    serves_raw(&function, "not JSON at all", "no event");
    serves_raw(&function, "", "no event");
}

#[test]
fn a_context() {
    let function = forms("context").spawn();
    let event = function
        .event(&Value::Null)
        .request_id("8476a536-e9f4-11e8-9739-2dfe598c3fcd")
        .deadline(SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_444_800))
        .xray_trace_id("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")
        .client_context(&json!({ "custom": { "tier": "gold" } }))
        .tenant_id("7");
    let context = event.invoke().json();
    assert_eq!(context["request_id"], "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    assert_eq!(context["xray_trace_id"], "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
    assert_eq!(context["deadline"], 4_102_444_800_000_u64);
    assert_eq!(context["invoked_function_arn"], "arn:aws:lambda:us-east-1:000000000000:function:tested");
    assert_eq!(context["client_context"]["custom"]["tier"], "gold");
    assert_eq!(context["tenant_id"], "7");
    assert_eq!(context["env_config"]["function_name"], "tested");
    assert_eq!(context["env_config"]["memory"], 256);
}

#[test]
fn a_context_by_reference() {
    let invocation = forms("context-reference").spawn().invoke(&Value::Null);
    assert_eq!(invocation.json(), invocation.request_id());
}

#[test]
fn a_state_alone() {
    let function = forms("state").spawn();
    serves_raw(&function, "not JSON at all", 10);
    serves(&function, &json!({}), 11);
}

#[test]
fn an_event_a_context_and_a_state_in_any_order() {
    for handler in ["event-context-state", "event-state-context"] {
        let function = forms(handler).spawn();
        for count in 10..12 {
            let invocation = function.invoke("event");
            assert_eq!(invocation.json(), json!(["event", invocation.request_id(), count]));
        }
    }
}

#[test]
fn a_state_before_a_context() {
    let invocation = forms("state-context").spawn().invoke(&Value::Null);
    assert_eq!(invocation.json(), json!([10, invocation.request_id()]));
}

#[test]
fn a_pattern() {
    serves(&forms("pattern").spawn(), &json!({ "name": "taken apart" }), "taken apart");
}

#[test]
fn a_handler_named_main() {
    serves(&forms("named-main").spawn(), &json!(1), 2);
}

#[test]
fn a_value_that_is_not_send_across_an_await() {
    serves(&forms("rc-across-await").spawn(), &json!("kept"), "kept");
}

#[test]
fn a_runtime_of_several_threads() {
    serves(&forms("multi-thread").spawn(), &json!(null), 3);
}

#[test]
fn managed_instances_where_lambda_sends_one_event_at_a_time() {
    let function = forms("managed-instances").spawn();
    serves(&function, &json!("a"), json!(["a", 10]));
    serves(&function, &json!("b"), json!(["b", 11]));
}

/// What an example makes of its own `event.json`.
fn invoked_example(name: &str) -> Invocation {
    let file = workspace().join("examples").join(name).join("event.json");
    example(name).spawn().invoke_raw(std::fs::read(file).unwrap())
}

#[test]
fn the_example_hello() {
    assert_eq!(invoked_example("hello").json(), json!({ "message": "Hello, Lambda!" }));
}

#[test]
fn the_example_shared_state() {
    let invocation = invoked_example("shared-state");
    assert_eq!(invocation.json(), json!({ "euros": 92.0, "served": 1, "request_id": invocation.request_id() }));
}

#[test]
fn the_example_from_lambda_runtime() {
    let invocation = invoked_example("from-lambda-runtime");
    let expected = json!({ "req_id": invocation.request_id(), "msg": "Command build executed." });
    assert_eq!(invocation.json(), expected);
}
