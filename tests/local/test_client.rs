//! What the test client tells, and how it fails.

use std::panic::catch_unwind;

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};

use crate::{CHAOS, chaos, raw};

fn message_of_panic(run: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let payload = catch_unwind(run).expect_err("a panic");
    payload.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn a_failing_assertion_shows_the_function_s_log() {
    let message = message_of_panic(|| drop(chaos().invoke("fail").json()));
    assert!(message.contains("Asked: as told"), "{message}");
    assert!(message.contains("invocation failed") && message.contains("REPORT RequestId"), "{message}");
    let message = message_of_panic(|| drop(chaos().invoke(&json!({ "echo": "fine" })).error()));
    assert!(message.contains("\"fine\"") && message.contains("REPORT RequestId"), "{message}");
}

#[test]
fn logs_are_structured_and_what_is_printed_is_among_them() {
    let function = chaos();
    let logs = function.invoke(&json!({ "log": 3 })).logs();
    assert_eq!((logs[0].level.as_deref(), logs[0].message.as_str()), (None, "yyy"));
    let logs = function.invoke("fail").logs();
    assert_eq!(logs[0].level.as_deref(), Some("ERROR"));
    assert_eq!(logs[0].fields["errorType"], "Asked");
}

#[test]
fn memory_and_durations_are_told() {
    let function = chaos();
    let first = function.invoke(&json!({ "echo": 1 }));
    assert!(first.is_cold_start() && first.init_duration().is_some());
    assert!(first.duration().as_nanos() > 0);
    assert!(cfg!(not(target_os = "linux")) || first.max_memory_mb().is_some_and(|memory| memory > 0));
    assert!(!function.invoke(&json!({ "echo": 1 })).is_cold_start());
}

#[test]
fn pieces_of_a_stream_are_kept_apart_from_its_error() {
    let function = raw().spawn();
    let streamed = function.stream("stream-error");
    assert_eq!(streamed.pieces.concat(), b"onetwo");
    assert_eq!(streamed.error.unwrap().error_type, "Broken");
    assert_eq!(chaos().stream("fail").error.unwrap().error_type, "Asked");
}

#[test]
fn two_emulators_stand_side_by_side() {
    let functions = [chaos(), chaos()];
    std::thread::scope(|scope| {
        for function in &functions {
            for number in 0..4 {
                scope.spawn(move || {
                    for _ in 0..5 {
                        assert_eq!(function.invoke(&json!({ "echo": number })).json(), number);
                    }
                });
            }
        }
    });
}

#[test]
fn the_attribute_s_settings_are_those_of_the_function() {
    let function = chaos();
    assert_eq!(function.name(), "chaos");
    assert_eq!(function.invoke(&json!({ "variable": "AWS_LAMBDA_FUNCTION_MEMORY_SIZE" })).json(), "512");
}

#[test]
fn settings_of_a_test_win() {
    let function = LocalLambda::function(CHAOS).env("STAGE", "test").spawn();
    assert_eq!(function.invoke(&json!({ "variable": "STAGE" })).json(), "test");
}

#[test]
fn a_program_that_is_none_is_told() {
    let message = message_of_panic(|| drop(LocalLambda::spawn("/no/such/program")));
    assert!(message.starts_with("`/no/such/program` does not run"), "{message}");
    let error = LocalLambda::command("/no/such/program").spawn().invoke(&Value::Null).error();
    assert_eq!(error.error_type, "Runtime.InvalidEntrypoint");
}
