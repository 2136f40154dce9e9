//! The real binary, under a local Lambda of its own.

use lambda_fn::testing::LocalLambda;
use serde_json::json;

#[test]
fn the_sample_event_is_served() {
    let function = LocalLambda::spawn(env!("CARGO_BIN_EXE_{{ project_name }}"));
    let invocation = function.invoke_raw(include_str!("../event.json"));
    {% if kind == "event" -%}
    let response = json!({ "message": "Hello, Lambda!" });
    assert_eq!(invocation.json(), response);
    {%- elsif kind == "http" -%}
    let response = invocation.json();
    assert_eq!(response["statusCode"], 200);
    let body = json!({ "message": "Hello, Lambda!" });
    assert_eq!(response["body"], body.to_string());
    {%- elsif kind == "sqs" -%}
    assert_eq!(invocation.json(), json!({ "batchItemFailures": [] }));
    {%- else -%}
    assert_eq!(invocation.json(), json!(null));
    {%- endif %}
}
