//! Lambda's own lines of the log have the form of the function's: text, or JSON.

use lambda_fn::testing::{Fault, LocalLambda, LocalLambdaBuilder};
use serde_json::{Value, json};
use tests::{Program, TemporaryFile};

use crate::{CHAOS, chaos, raw};

const FORMAT: &str = "AWS_LAMBDA_LOG_FORMAT";

fn in_format(format: &str) -> LocalLambda {
    crate::function(CHAOS).env(FORMAT, format).spawn()
}

#[track_caller]
fn lines(log: &str) -> Vec<Value> {
    let line = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    log.lines().map(line).collect()
}

/// The record of the report behind an event.
#[track_caller]
fn report(log: &str) -> Value {
    let lines = lines(log);
    let report = lines.last().unwrap();
    assert_eq!(report["type"], "platform.report", "{log}");
    report["record"].clone()
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn json_has_a_start_and_a_report_around_each_event() {
    let function = chaos();
    let invocation = function.invoke(&json!({ "echo": 1 }));
    let [start, report] = &lines(invocation.raw_log())[..] else { panic!("{}", invocation.raw_log()) };

    let time = start["time"].as_str().unwrap();
    assert_eq!(time.len(), "2022-10-12T00:00:15.064Z".len(), "{time}");
    assert!(time.ends_with('Z') && time.as_bytes()[10] == b'T', "{time}");
    let record = json!({ "requestId": invocation.request_id(), "version": "$LATEST" });
    assert_eq!(start, &json!({ "time": time, "type": "platform.start", "record": record }));

    assert_eq!(keys(report), ["record", "time", "type"]);
    assert_eq!(report["type"], "platform.report");
    let report = &report["record"];
    assert_eq!(keys(report), ["metrics", "requestId", "status"]);
    assert_eq!((&report["requestId"], &report["status"]), (&json!(invocation.request_id()), &json!("success")));
    let metrics = &report["metrics"];
    assert_eq!(metrics["memorySizeMB"], 512);
    let [duration, billed, init] =
        ["durationMs", "billedDurationMs", "initDurationMs"].map(|metric| metrics[metric].as_f64().unwrap());
    assert!(duration > 0.0 && init > 0.0, "{metrics}");
    // each of the two is rounded
    assert!(metrics["billedDurationMs"].is_u64() && (billed - (duration + init).ceil()).abs() <= 1.0, "{metrics}");
    assert!(cfg!(not(target_os = "linux")) || metrics["maxMemoryUsedMB"].as_u64() > Some(0), "{metrics}");

    let warm = function.invoke(&json!({ "echo": 1 }));
    assert_eq!(self::report(warm.raw_log())["metrics"]["initDurationMs"], Value::Null);
}

#[test]
fn the_report_says_how_the_event_came_out() {
    let function = chaos();
    let is = |event: Value, status: &str, error_type: Value| {
        let report = report(function.invoke(&event).raw_log());
        assert_eq!((&report["status"], &report["errorType"]), (&json!(status), &error_type), "{event}");
    };
    is(json!("fail"), "error", json!("Asked"));
    is(json!({ "exit": 42 }), "error", json!("Runtime.ExitError"));
    function.inject(Fault::Timeout);
    is(json!("hang"), "timeout", Value::Null);
    is(json!({ "echo": 1 }), "success", Value::Null);

    let streaming = raw().spawn();
    let _streamed = streaming.stream("stream-error");
    assert_eq!(report(&streaming.raw_log())["errorType"], "Broken");
    let absent = LocalLambda::command("/no/such/program").spawn().invoke(&Value::Null);
    assert_eq!(report(absent.raw_log())["errorType"], "Runtime.InvalidEntrypoint");
}

#[test]
fn text_has_a_line_for_a_time_that_is_over() {
    let function = in_format("Text");
    function.inject(Fault::Timeout);
    let invocation = function.invoke("hang");
    let id = invocation.request_id();
    let log: Vec<_> = invocation.raw_log().lines().collect();
    assert_eq!(log[0], format!("START RequestId: {id} Version: $LATEST"));
    assert_eq!(log[1], format!("RequestId: {id} Error: Task timed out after 60.00 seconds"));
    assert_eq!(log[2], format!("END RequestId: {id}"));
    assert!(log[3].starts_with(&format!("REPORT RequestId: {id}\tDuration: ")), "{log:?}");
    assert_eq!(log.len(), 4);
}

#[test]
fn lambda_s_own_lines_are_not_among_those_of_the_function() {
    for format in ["Text", "JSON"] {
        let function = in_format(format);
        for event in [json!({ "echo": 1 }), json!("hang")] {
            if event == "hang" {
                function.inject(Fault::Timeout);
            }
            let invocation = function.invoke(&event);
            assert!(!invocation.raw_log().is_empty());
            assert_eq!(invocation.logs(), [], "{format}: {event}");
        }
        assert_eq!(function.logs(), [], "{format}");
    }
}

#[test]
fn what_only_looks_like_lambda_s_is_the_function_s() {
    const PRINTED: [&str; 4] = [
        "START of the day",
        "RequestId: 1 Error: none",
        r#"{"type":"platform.start"}"#,
        r#"{"time":"now","type":"own","record":{}}"#,
    ];
    let function = crate::function(env!("CARGO_BIN_EXE_fixture-behaviour")).spawn();
    for printed in PRINTED {
        let logs = function.invoke(&json!({ "print": printed })).logs();
        assert!(logs.iter().any(|line| line.to_string() == printed), "{printed}: {logs:?}");
    }
}

#[test]
fn the_format_is_the_function_s_wherever_that_comes_from() {
    let is_json = |program: Program, args: &[&str]| {
        let ended = program.output(&[&["invoke"], args, &[r#"{"echo":1}"#]].concat());
        assert!(ended.status.success(), "{ended:#?}");
        let [first, .., last] = &ended.stderr[..] else { panic!("{ended:#?}") };
        let [is_start, is_report] = [first, last].map(|line| line.starts_with('{'));
        assert_eq!(is_start, is_report, "{ended:#?}");
        is_start
    };
    let program = || Program::at(CHAOS);
    let file = TemporaryFile::with("AWS_LAMBDA_LOG_FORMAT=JSON\n");

    assert!(!is_json(program(), &[]));
    assert!(is_json(program(), &["--log-format", "json"]));
    assert!(is_json(program(), &["--env-file", file.path()]));
    assert!(is_json(program().env(FORMAT, "Json"), &[]));
    assert!(!is_json(program().env(FORMAT, "Text"), &[]));
    assert!(!is_json(program().env(FORMAT, "JSON"), &["--log-format", "text"]));
    assert!(!is_json(program(), &["--env-file", file.path(), "--log-format", "text"]));
    #[cfg(unix)]
    assert!(is_json(program().env("LAMBDA_FN_LOCAL", "inline"), &["--log-format", "json"]));
}

#[test]
fn the_format_is_the_test_s() {
    let starts_with = |function: LocalLambdaBuilder, start: &str| {
        let invocation = function.spawn().invoke(&json!({ "echo": 1 }));
        assert!(invocation.raw_log().starts_with(start), "{}", invocation.raw_log());
    };
    let function = || crate::function(CHAOS);
    starts_with(function(), "{");
    starts_with(function().env(FORMAT, "json").env_clear(), "{");
    starts_with(function().env(FORMAT, "Text"), "START ");
    starts_with(function().env_remove(FORMAT), "START ");
    starts_with(function().env_remove(FORMAT).env(FORMAT, "JSON"), "{");
}
