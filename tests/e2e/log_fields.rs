//! What stands on a line of the log, in both formats.

use serde_json::{Value, json};

use crate::support::{behaviour, error_of, errors, json_log, logs, serves, text_log, trace_id};

#[test]
fn a_json_line_names_its_invocation() {
    let function = behaviour().spawn();
    let events = [true, false, false].map(|cold_start| {
        let trace_id = trace_id();
        let invocation = function.event(&json!({ "echo": null })).xray_trace_id(&trace_id).invoke();
        assert_eq!(invocation.json(), Value::Null);
        (invocation.request_id().to_owned(), trace_id, cold_start)
    });

    let log = json_log(&function);
    assert_eq!(log.len(), events.len());
    for (mut line, (request_id, trace_id, cold_start)) in log.into_iter().zip(events) {
        let timestamp = line.as_object_mut().unwrap().remove("timestamp").unwrap();
        assert!(is_timestamp(timestamp.as_str().unwrap()), "{timestamp}");
        let expected = json!({
            "level": "INFO",
            "message": "an event is served",
            "target": "fixture_behaviour",
            "functionName": "tested",
            "requestId": request_id,
            "xrayTraceId": trace_id,
            "coldStart": cold_start,
            "memory": 256,
        });
        assert_eq!(line, expected);
    }
}

/// Whether this is of the form that Lambda asks for: RFC 3339, in UTC.
fn is_timestamp(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let fraction = shape.strip_prefix("0000-00-00T00:00:00.").and_then(|rest| rest.strip_suffix('Z'));
    fraction.is_some_and(|digits| digits.len() >= 3 && digits.chars().all(|c| c == '0'))
}

#[test]
fn a_text_line_names_its_invocation() {
    let function = behaviour().env("AWS_LAMBDA_LOG_FORMAT", "Text").spawn();
    let trace_id = trace_id();
    let invocation = function.event(&json!({ "echo": null })).xray_trace_id(&trace_id).invoke();
    assert_eq!(invocation.json(), Value::Null);
    let request_id = invocation.request_id();
    assert_eq!(
        text_log(&function),
        [format!(" INFO an event is served memory=256 requestId={request_id} xrayTraceId={trace_id} coldStart=true")]
    );
}

#[test]
fn a_failed_invocation_is_one_line() {
    let function = errors("struct").env_remove("AWS_LAMBDA_LOG_FORMAT").spawn();
    error_of(&function.invoke(&true), "Refused");
    let log = text_log(&function);
    let [line] = &log[..] else { panic!("one line alone: {log:#?}") };
    let expected = "ERROR invocation failed errorType=Refused errorMessage=\"the order is refused\" \
                    causes=\"the order is broken: the quantity is bad: invalid digit found in string\" requestId=";
    assert!(line.starts_with(expected), "{line}");
}

/// The lines that the handler logs for one event.
#[track_caller]
fn lines_of(handler: &str) -> Vec<Value> {
    let function = logs(handler).spawn();
    serves(&function, &Value::Null, ());
    json_log(&function)
}

/// Those of an object's fields that `expected` has are as there.
#[track_caller]
fn has(line: &Value, expected: &Value) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&line[key], value, "`{key}` of {line}");
    }
}

#[test]
fn fields_of_any_kind_keep_the_line_json() {
    let [own_keys, text, floats, integers, shown, names] = &lines_of("fields")[..] else { panic!("six lines") };
    has(own_keys, &json!({ "level": "INFO", "message": "own keys", "fields.level": "mine" }));
    has(own_keys, &json!({ "fields.requestId": "mine", "fields.timestamp": 1, "fields.spans": true }));
    has(text, &json!({ "message": "quotes \" and\nlines", "quoted": "a \"word\" and a \\" }));
    has(text, &json!({ "lines": "one\ntwo\r\u{1b}[31m" }));
    has(floats, &json!({ "nan": "NaN", "infinite": "-inf", "whole": 2.0, "huge": f64::MAX }));
    has(integers, &json!({ "max": u64::MAX, "min": i64::MIN, "wide": u128::MAX.to_string(), "yes": true }));
    has(shown, &json!({ "message": "", "debug": "Some(\"x\\n\")", "display": "y\u{7f}\u{2028}" }));
    has(shown, &json!({ "error": std::fmt::Error.to_string() }));
    has(names, &json!({ "message": "names", "a \"quoted\"\nname": 1 }));
}

#[test]
fn fields_of_any_kind_keep_the_line_one_line() {
    let function = logs("fields").env_remove("AWS_LAMBDA_LOG_FORMAT").spawn();
    serves(&function, &Value::Null, ());
    let log = text_log(&function);
    assert_eq!(log.len(), 6, "{log:#?}");
    assert!(!log.concat().contains(char::is_control), "{log:#?}");
}

#[test]
fn spans_of_the_handler() {
    let [line] = &lines_of("spans")[..] else { panic!("one line") };
    has(line, &json!({ "level": "INFO", "message": "inside" }));
    let span = json!({ "name": "greet", "fields.name": "a \"name\"\n", "level": 1 });
    has(line, &json!({ "spans": [span] }));
}
