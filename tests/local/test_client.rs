//! What the test client tells, and how it fails.

use std::panic::catch_unwind;
use std::time::{Duration, SystemTime};

use lambda_fn::testing::{Invocation, LocalLambda, PendingInvocation};
use serde_json::{Value, json};
use tests::TemporaryFile;

use crate::{CHAOS, FORMS, INIT, LONG_ENOUGH, chaos, raw};

fn message_of_panic(run: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let payload = catch_unwind(run).expect_err("a panic");
    payload.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn a_failing_assertion_shows_the_function_s_log() {
    let message = message_of_panic(|| drop(chaos().invoke("fail").json()));
    assert!(message.contains("Asked: as told"), "{message}");
    assert!(message.contains("invocation failed") && message.contains("platform.report"), "{message}");
    let message = message_of_panic(|| drop(chaos().invoke(&json!({ "echo": "fine" })).error()));
    assert!(message.contains("\"fine\"") && message.contains("platform.report"), "{message}");
}

#[test]
fn logs_are_structured_and_what_is_printed_is_among_them() {
    let function = chaos();
    let logs = function.invoke(&json!({ "log": 3 })).logs();
    assert_eq!((logs[0].level.as_deref(), logs[0].message.as_str()), (None, "yyy"));
    let logs = function.invoke("fail").logs();
    assert_eq!(logs[0].level.as_deref(), Some("ERROR"));
    assert_eq!(logs[0].fields["errorType"], "Asked");
    assert!(logs[0].to_string().starts_with(r#"{"timestamp":"#), "{}", logs[0]);
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
fn a_response_that_breaks_off_says_why() {
    for (event, error_type) in [("stream-exits", "Runtime.ExitError"), ("stream-hangs", "Sandbox.Timedout")] {
        let function = raw().timeout(LONG_ENOUGH).spawn();
        let whole = function.event(event).send();
        let streamed = function.stream(event);
        assert_eq!(streamed.pieces.concat(), b"one");
        assert_eq!(streamed.error.unwrap().error_type, error_type);
        assert_eq!(whole.wait().error().error_type, error_type, "as a whole");
    }
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
    let function = crate::function(CHAOS).env("STAGE", "test").spawn();
    assert_eq!(function.invoke(&json!({ "variable": "STAGE" })).json(), "test");
}

#[test]
fn a_program_that_is_none_is_told() {
    let message = message_of_panic(|| drop(LocalLambda::spawn("/no/such/program")));
    assert!(message.starts_with("`/no/such/program` does not run"), "{message}");
    let error = LocalLambda::command("/no/such/program").spawn().invoke(&Value::Null).error();
    assert_eq!(error.error_type, "Runtime.InvalidEntrypoint");
}

#[test]
fn an_event_comes_with_a_context_of_its_own() {
    let function = crate::command(FORMS).env("HANDLER", "context").spawn();
    let event = function
        .event(&Value::Null)
        .request_id("8476a536-e9f4-11e8-9739-2dfe598c3fcd")
        .deadline(SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_444_800))
        .xray_trace_id("Root=1-5759e988-bd862e3fe1be46a994272793")
        .tenant_id("blue")
        .client_context(&json!({ "custom": { "tier": "gölden" } }))
        .cognito_identity(&json!({ "cognitoIdentityId": "me", "cognitoIdentityPoolId": "us" }));
    let context = event.invoke().json();
    assert_eq!(context["request_id"], "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    assert_eq!(context["deadline"], 4_102_444_800_000_u64);
    assert_eq!(context["xray_trace_id"], "Root=1-5759e988-bd862e3fe1be46a994272793");
    assert_eq!(context["tenant_id"], "blue");
    assert_eq!(context["client_context"]["custom"]["tier"], "gölden");
    assert_eq!(context["identity"], json!({ "identityId": "me", "identityPoolId": "us" }));

    let next = function.invoke(&Value::Null);
    assert_eq!(next.json()["request_id"], next.request_id());
    assert_eq!(next.json()["client_context"], Value::Null);
}

#[test]
fn a_request_id_may_come_again() {
    let function = chaos();
    for event in [json!("fail"), json!({ "echo": 1 })] {
        let invocation = function.event(&event).request_id("again").invoke();
        assert_eq!(invocation.request_id(), "again");
        assert_eq!(invocation.result().is_ok(), event != "fail");
    }
    let message = message_of_panic(|| drop(chaos().event(&1).request_id("a b")));
    assert!(message.contains("`a b`"), "{message}");
}

#[test]
fn events_that_are_sent_are_in_flight_at_once() {
    let function = chaos();
    let sent = ["a", "b"].map(|name| function.event(&json!({ "echo": name })).send());
    let invocations = sent.map(PendingInvocation::wait);
    assert_eq!(invocations.each_ref().map(Invocation::json), ["a", "b"]);
    assert!(invocations.iter().all(Invocation::is_cold_start), "each has an environment of its own");

    let one = crate::function(CHAOS).concurrency(1).spawn();
    let [first, second] = [1, 2].map(|number| one.event(&json!({ "echo": number })).send());
    let message = message_of_panic(|| drop(second.wait()));
    assert!(message.starts_with("the event was not taken: no execution environment is free"), "{message}");
    assert_eq!(first.wait().json(), 1);
}

#[test]
fn the_log_of_the_function_has_its_init_before_its_events() {
    let file = TemporaryFile::at_new_path();
    let function = crate::function(INIT).env("COUNT_FILE", file.path()).env("INIT", "works");
    let function = function.env("AWS_LAMBDA_LOG_FORMAT", "Text").spawn();
    assert!(function.raw_log().is_empty(), "the first event starts the process");
    let _events = [function.invoke(&json!({})), function.invoke(&json!({}))];
    let log = function.raw_log();
    let words: Vec<_> = log.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(words, ["INFO", "START", "END", "REPORT", "START", "END", "REPORT"]);
    let own: Vec<_> = function.logs().into_iter().map(|line| line.message).collect();
    assert_eq!(own, [" INFO init runs inits=1"]);
}

#[test]
fn ends_of_processes_are_told() {
    let function = chaos();
    let _ready = function.invoke(&json!({ "echo": 1 }));
    assert!(function.exits().is_empty());
    for status in [42, 0] {
        let _exit = function.invoke(&json!({ "exit": status })).error();
    }
    let codes: Vec<_> = function.exits().iter().map(std::process::ExitStatus::code).collect();
    assert_eq!(codes, [Some(42), Some(0)]);
}

#[test]
fn what_the_function_posts_is_told() {
    let function = chaos();
    let served = function.invoke(&json!({ "echo": 1 }));
    let failed = function.invoke("fail");
    let [response, error] = &function.posts()[..] else { panic!("{:#?}", function.posts()) };
    assert_eq!(response.path, format!("invocation/{}/response", served.request_id()));
    assert_eq!(error.path, format!("invocation/{}/error", failed.request_id()));
    assert_eq!(error.headers["lambda-runtime-function-error-type"], "unhandled");

    let function = raw().spawn();
    let _answered_twice = function.invoke("twice");
    let _waited_for = function.invoke("statuses");
    let statuses: Vec<_> = function.posts().iter().map(|post| post.status).collect();
    assert_eq!(statuses, [Some(202), Some(403), Some(202)]);
}

#[test]
fn the_environment_is_what_the_test_says() {
    /// Set by cargo for every test.
    const INHERITED: &str = "CARGO_MANIFEST_DIR";
    let variable = |function: &LocalLambda, name: &str| function.invoke(&json!({ "variable": name })).json();

    assert_eq!(variable(&chaos(), INHERITED), env!("CARGO_MANIFEST_DIR"));
    let cleared = crate::function(CHAOS).env_clear().env("OWN", "set").spawn();
    assert_eq!(variable(&cleared, INHERITED), Value::Null);
    assert_eq!(variable(&cleared, "OWN"), "set");
    assert_eq!(variable(&cleared, "STAGE"), "attribute");
    assert_eq!(variable(&cleared, "AWS_LAMBDA_FUNCTION_NAME"), "chaos");
    assert_eq!(variable(&cleared, "AWS_REGION"), "us-east-1");

    let removed = crate::function(CHAOS).env_remove(INHERITED).env_remove("STAGE").env("OWN", "set");
    let removed = removed.env_remove("OWN").env_remove("GREETING").env("GREETING", "again").spawn();
    for name in [INHERITED, "STAGE", "OWN"] {
        assert_eq!(variable(&removed, name), Value::Null, "{name}");
    }
    assert_eq!(variable(&removed, "GREETING"), "again");
}

#[test]
fn name_and_memory_are_what_the_test_says() {
    let function = crate::function(CHAOS).name("other").memory(1024).spawn();
    assert_eq!(function.name(), "other");
    assert_eq!(function.invoke(&json!({ "variable": "AWS_LAMBDA_FUNCTION_NAME" })).json(), "other");
    assert_eq!(function.invoke(&json!({ "variable": "AWS_LAMBDA_FUNCTION_MEMORY_SIZE" })).json(), "1024");
}
