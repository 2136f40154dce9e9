//! `Invoke`, as the AWS CLI and SDKs call it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::http::{Answer, PATH, get, post};
use crate::{CHAOS, LONG_ENOUGH, chaos};

fn echo(value: &Value) -> String {
    json!({ "echo": value }).to_string()
}

#[track_caller]
fn is_refused(answer: &Answer, status: u16, error_type: &str) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.headers["x-amzn-errortype"], error_type);
    assert!(answer.json()["message"].is_string());
}

#[test]
fn a_response_comes_as_the_function_sent_it() {
    let function = chaos();
    let answer = post(function.address(), PATH, &[], echo(&json!({ "b": 1, "a": "ü" })));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json(), json!({ "b": 1, "a": "ü" }));
    assert_eq!(answer.headers["x-amz-executed-version"], "$LATEST");
    assert_eq!(answer.headers["x-amzn-requestid"].len(), 36);
    assert!(!answer.headers.contains_key("x-amz-function-error"));
}

#[test]
fn every_name_is_the_function() {
    let function = chaos();
    let arn = "arn:aws:lambda:us-east-1:000000000000:function:chaos";
    for name in ["chaos", "function", "_", "other", arn, "arn%3Aaws%3Alambda%3Aus-east-1%3A0%3Afunction%3Achaos"] {
        for query in ["", "?Qualifier=%24LATEST"] {
            let path = format!("/2015-03-31/functions/{name}/invocations{query}");
            assert_eq!(post(function.address(), &path, &[], echo(&json!(1))).json(), 1, "{path}");
        }
    }
}

#[test]
fn a_function_error_is_a_200_with_a_header() {
    let answer = post(chaos().address(), PATH, &[], "\"fail\"");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["x-amz-function-error"], "Unhandled");
    assert_eq!(answer.json(), json!({ "errorType": "Asked", "errorMessage": "as told" }));
}

#[test]
fn a_request_at_the_limit_is_taken_and_one_above_is_not() {
    const LIMIT: usize = 6_291_456;
    let function = chaos();
    let of_size = |size: usize| format!("\"{}\"", "x".repeat(size - 2));
    let answer = post(function.address(), PATH, &[], of_size(LIMIT));
    assert_eq!(answer.json()["errorType"], "Runtime.UnmarshalError", "the function saw it");
    let answer = post(function.address(), PATH, &[], of_size(LIMIT + 1));
    is_refused(&answer, 413, "RequestEntityTooLargeException");
}

#[test]
fn an_asynchronous_event_has_a_limit_of_its_own() {
    let asynchronous = [("X-Amz-Invocation-Type", "Event")];
    let function = chaos();
    let of_size = |size: usize| echo(&json!("x".repeat(size - echo(&json!("")).len())));
    assert_eq!(post(function.address(), PATH, &asynchronous, of_size(1_048_576)).status, 202);
    let answer = post(function.address(), PATH, &asynchronous, of_size(1_048_577));
    is_refused(&answer, 413, "RequestEntityTooLargeException");
}

#[test]
fn what_is_no_json_never_reaches_the_function() {
    let function = chaos();
    for body in ["{", "{\"echo\":1} x", "\u{1}"] {
        is_refused(&post(function.address(), PATH, &[], body), 400, "InvalidRequestContentException");
    }
    assert!(function.invoke(&json!({ "echo": 1 })).is_cold_start(), "nothing ran before");
}

#[test]
fn no_event_is_an_empty_object() {
    let answer = post(chaos().address(), PATH, &[], "");
    assert_eq!(answer.json()["errorType"], "Runtime.UnmarshalError");
}

#[test]
fn a_dry_run_runs_nothing() {
    let function = chaos();
    let answer = post(function.address(), PATH, &[("X-Amz-Invocation-Type", "DryRun")], echo(&json!(1)));
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert!(function.invoke(&json!({ "echo": 1 })).is_cold_start());
}

#[test]
fn an_unknown_invocation_type_is_refused() {
    let answer = post(chaos().address(), PATH, &[("X-Amz-Invocation-Type", "Eventually")], echo(&json!(1)));
    is_refused(&answer, 400, "InvalidParameterValueException");
}

#[test]
fn the_tail_of_the_log_is_lambda_s() {
    let function = crate::function(CHAOS).env("AWS_LAMBDA_LOG_FORMAT", "Text").spawn();
    let answer = post(function.address(), PATH, &[("X-Amz-Log-Type", "Tail")], echo(&json!(1)));
    let log = String::from_utf8(BASE64_STANDARD.decode(&answer.headers["x-amz-log-result"]).unwrap()).unwrap();
    let id = &answer.headers["x-amzn-requestid"];
    let lines: Vec<_> = log.lines().collect();
    assert_eq!(lines[0], format!("START RequestId: {id} Version: $LATEST"));
    assert_eq!(lines[1], format!("END RequestId: {id}"));
    let report: Vec<_> = lines[2].split('\t').collect();
    assert_eq!(report[0], format!("REPORT RequestId: {id}"));
    let words: Vec<_> = report[1..].iter().map(|part| part.split(':').next().unwrap()).collect();
    assert_eq!(words, ["Duration", "Billed Duration", "Memory Size", "Max Memory Used", "Init Duration"]);
    assert_eq!(report[3], "Memory Size: 512 MB");
}

#[test]
fn the_tail_of_the_log_has_at_most_4_kb() {
    let function = chaos();
    let answer = post(function.address(), PATH, &[("X-Amz-Log-Type", "Tail")], r#"{"log":10000}"#);
    let log = BASE64_STANDARD.decode(&answer.headers["x-amz-log-result"]).unwrap();
    assert_eq!(log.len(), 4096);
    assert!(String::from_utf8(log).unwrap().contains(r#""type":"platform.report""#));
}

#[test]
fn a_client_context_arrives_decoded() {
    let context = BASE64_STANDARD.encode(r#"{"custom":{"tenant":"blü"}}"#);
    let answer = post(chaos().address(), PATH, &[("X-Amz-Client-Context", &context)], "\"client-context\"");
    assert_eq!(answer.json(), json!({ "tenant": "blü" }));
}

#[test]
fn a_malformed_client_context_is_refused() {
    let function = chaos();
    for context in ["%", &BASE64_STANDARD.encode("{"), &BASE64_STANDARD.encode(format!("\"{}\"", "x".repeat(3000)))] {
        let answer = post(function.address(), PATH, &[("X-Amz-Client-Context", context)], "\"client-context\"");
        is_refused(&answer, 400, "InvalidRequestContentException");
    }
}

#[test]
fn an_event_without_a_free_environment_is_throttled() {
    let function = crate::function(CHAOS).concurrency(1).timeout(LONG_ENOUGH).spawn();
    let address = function.address();
    let _ready = function.invoke(&json!({ "echo": 1 }));
    std::thread::scope(|scope| {
        let until = |status: u16, event: &str| {
            std::iter::repeat_with(|| post(address, PATH, &[], event)).find(|answer| answer.status == status).unwrap()
        };
        let hanging = scope.spawn(move || until(200, "\"hang\""));
        is_refused(&until(429, &echo(&json!(1))), 429, "TooManyRequestsException");
        assert_eq!(hanging.join().unwrap().json()["errorType"], "Sandbox.Timedout");
    });
}

#[test]
fn an_unknown_path_names_those_that_there_are() {
    for path in ["/", "/favicon.ico", PATH] {
        let answer = get(chaos().address(), path);
        assert_eq!(answer.status, 404);
        let message = answer.json()["message"].as_str().unwrap().to_owned();
        assert!(message.contains("`POST /2015-03-31/functions/chaos/invocations`"), "{message}");
        assert!(message.contains("/response-streaming-invocations`"), "{message}");
        assert!(message.contains("`--as`"), "{message}");
    }
}

/// The local Lambda keeps them in memory: see the table of its limits in `docs/reliability.md`.
#[test]
fn a_thousand_asynchronous_events_may_wait() {
    let function = crate::function(crate::CHAOS).concurrency(1).spawn();
    let send = || post(function.address(), PATH, &[("X-Amz-Invocation-Type", "Event")], "\"hang\"").status;
    let taken = (0..1_000).map(|_| send()).filter(|status| *status == 202).count();
    assert_eq!(taken, 1_000);
    assert_eq!(send(), 429);
}
