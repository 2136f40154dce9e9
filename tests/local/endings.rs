//! However an invocation ends, its answer says so, and the next event is served.

use lambda_fn::testing::{FunctionError, Invocation, LocalLambda};
use serde_json::{Value, json};
use tests::TemporaryFile;

use crate::{INIT, LONG_ENOUGH, chaos};

#[track_caller]
fn fails_and_goes_on(function: &LocalLambda, event: &Value, error_type: &str) -> FunctionError {
    let _ready = function.invoke(&json!({ "echo": 1 }));
    let error = function.invoke(event).error();
    assert_eq!(error.error_type, error_type);
    assert_eq!(function.invoke(&json!({ "echo": "next" })).json(), "next");
    error
}

#[track_caller]
fn ends_the_process(event: &Value, how: &str) {
    let message = fails_and_goes_on(&chaos(), event, "Runtime.ExitError").error_message;
    assert!(message.starts_with("RequestId: "), "{message}");
    assert!(message.contains(&format!(" Error: {how}")), "{message}");
}

#[test]
fn a_hung_handler_is_killed_when_its_time_is_over() {
    let function = crate::function(crate::CHAOS).timeout(LONG_ENOUGH).spawn();
    let message = fails_and_goes_on(&function, &json!("hang"), "Sandbox.Timedout").error_message;
    assert!(message.starts_with("RequestId: "), "{message}");
    assert!(message.ends_with(" Error: Task timed out after 10.00 seconds"), "{message}");
}

#[test]
fn the_time_without_a_timeout_is_three_seconds() {
    let message = LocalLambda::command(crate::CHAOS).spawn().invoke("hang").error().error_message;
    assert!(message.ends_with(" Error: Task timed out after 3.00 seconds"), "{message}");
}

#[test]
fn exit_with_a_status() {
    ends_the_process(&json!({ "exit": 42 }), "Runtime exited with error: exit status 42");
}

#[test]
fn exit_without_an_error() {
    ends_the_process(&json!({ "exit": 0 }), "Runtime exited without providing a reason");
}

#[test]
fn abort() {
    ends_the_process(&json!("abort"), "Runtime exited with error: signal: aborted");
}

#[test]
fn a_stack_overflow() {
    ends_the_process(&json!("overflow"), "Runtime exited with error: signal: ");
}

#[test]
fn a_panic() {
    fails_and_goes_on(&chaos(), &json!("panic"), "Function.Panicked");
}

#[test]
fn a_response_above_the_limit() {
    let function = chaos();
    let error = fails_and_goes_on(&function, &json!({ "large": 6_291_557 }), "Function.ResponseSizeTooLarge");
    let message = error.error_message;
    assert!(message.contains("6291557") && message.contains("6291556"), "{message}");
    let at_the_limit = function.invoke(&json!({ "large": 6_291_556 }));
    assert_eq!(at_the_limit.result().unwrap().len(), 6_291_556);
}

/// A function that counts its inits in a file.
fn counted(file: &TemporaryFile, init: &str) -> LocalLambda {
    crate::function(INIT).env("COUNT_FILE", file.path()).env("INIT", init).spawn()
}

#[test]
fn an_init_error_is_told_to_each_event_and_init_runs_again() {
    let file = TemporaryFile::at_new_path();
    let function = counted(&file, "fails");
    for init in 1..=3 {
        let error = function.invoke(&json!({})).error();
        assert_eq!(error.error_type, "Table.Closed");
        assert_eq!(error.error_message, format!("init {init} is closed"));
    }
}

#[test]
fn an_init_that_panics_is_an_init_error() {
    let file = TemporaryFile::at_new_path();
    let error = counted(&file, "panics").invoke(&json!({})).error();
    assert_eq!(error.error_type, "Function.Panicked");
    assert!(error.error_message.ends_with("init 1 panics"), "{error:?}");
}

#[test]
fn init_runs_once_for_many_events() {
    let file = TemporaryFile::at_new_path();
    let function = counted(&file, "works");
    let served: Vec<Invocation> = (0..3).map(|_| function.invoke(&json!({}))).collect();
    assert!(served.iter().all(|invocation| invocation.json() == 1));
    let cold: Vec<_> = served.iter().map(Invocation::is_cold_start).collect();
    assert_eq!(cold, [true, false, false]);
}
