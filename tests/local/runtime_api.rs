//! The Runtime API keeps Lambda's contract, towards a client that does not.

use lambda_fn::testing::{Fault, LocalLambda};
use serde_json::{Value, json};

use crate::raw;

fn statuses(function: &LocalLambda) -> Value {
    function.invoke("statuses").json()
}

#[test]
fn an_event_has_lambda_s_headers() {
    let headers = raw().spawn().invoke("headers").json();
    let header = |name: &str| headers[format!("lambda-runtime-{name}")].as_str().unwrap().to_owned();
    assert_eq!(header("aws-request-id").len(), 36);
    assert_eq!(header("invocation-id").len(), 36);
    let now = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH).unwrap().as_millis();
    let deadline: u128 = header("deadline-ms").parse().unwrap();
    assert!(deadline.abs_diff(now) < 60_000, "absolute, in milliseconds: {deadline}");
    assert_eq!(header("invoked-function-arn"), "arn:aws:lambda:us-east-1:000000000000:function:function");
    let trace = header("trace-id");
    assert!(trace.starts_with("Root=1-") && trace.contains(";Parent="), "{trace}");
    assert_eq!(headers["content-type"], "application/json");
}

#[test]
fn an_unknown_request_id_is_a_400() {
    let function = raw().spawn();
    assert_eq!(function.invoke("unknown-id").json(), Value::Null);
    assert_eq!(statuses(&function), json!([400, 202]));
}

#[test]
fn a_second_answer_is_a_403() {
    let function = raw().spawn();
    assert_eq!(function.invoke("twice").json(), 1);
    assert_eq!(statuses(&function), json!([202, 403]));
}

#[test]
fn an_init_error_behind_the_init_phase_is_a_403() {
    let function = raw().spawn();
    assert_eq!(function.invoke("init-error").json(), Value::Null);
    assert_eq!(statuses(&function), json!([403, 202]));
}

#[test]
fn an_answer_that_is_too_large_is_a_413() {
    let function = raw().spawn();
    let error = function.invoke("too-large").error();
    assert_eq!(error.error_type, "Function.ResponseSizeTooLarge");
    assert_eq!(statuses(&function), json!([413]));
}

#[test]
fn an_answer_that_is_too_late_is_a_410_where_the_process_lives_on() {
    let function = raw().events_at_once(2).spawn();
    function.inject(Fault::Timeout);
    assert_eq!(function.invoke("late").error().error_type, "Sandbox.Timedout");
    assert_eq!(statuses(&function), json!([410]));
}
