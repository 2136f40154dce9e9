//! Lambda Managed Instances: eight events in flight at once, contexts and logs never mixed.

use std::collections::{HashMap, HashSet};

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};

use crate::support::{behaviour, concurrent, error_of, errors_among, json_log, serves, trace_id};

/// The handler lets no event go before all of these have arrived.
const EVENTS: [&str; 8] = ["a", "b", "fail", "c", "panic", "d", "e", "f"];

/// Sends all events, then checks what came of each against its own event; the events by request id.
fn send_all(function: &LocalLambda) -> HashMap<String, &'static str> {
    let sent = EVENTS.map(|name| {
        let trace_id = trace_id();
        let pending = function.event(name).xray_trace_id(&trace_id).send();
        (name, trace_id, pending)
    });
    let checked = sent.map(|(name, trace_id, pending)| {
        let invocation = pending.wait();
        let request_id = invocation.request_id();
        match name {
            "fail" => assert_eq!(error_of(&invocation, "Asked"), request_id),
            "panic" => assert!(error_of(&invocation, "Function.Panicked").ends_with(request_id)),
            name => assert_eq!(invocation.json(), format!("{name} {request_id} {trace_id}")),
        }
        (request_id.to_owned(), name)
    });
    HashMap::from(checked)
}

/// Each line of an event carries that event's own request id.
fn logs_are_apart(log: &[Value], events: &HashMap<String, &str>) {
    let event = |line: &Value| events[line["requestId"].as_str().unwrap()];
    let of_the_handler: Vec<_> = log.iter().filter(|line| line.get("event").is_some()).collect();
    assert_eq!(of_the_handler.len(), 2 * events.len());
    for line in of_the_handler {
        assert_eq!(line["event"], event(line), "{line}");
    }
    for line in errors_among(log) {
        let failing = if line["errorType"] == "Asked" { "fail" } else { "panic" };
        assert_eq!(event(line), failing, "{line}");
    }
}

#[track_caller]
fn eight_events_are_in_flight_at_once(handler: &str) {
    let function = concurrent(handler).events_at_once(EVENTS.len()).spawn();
    let mut events = send_all(&function);
    // and the next eight, behind a failure and a panic
    events.extend(send_all(&function));

    let log = json_log(&function);
    logs_are_apart(&log, &events);
    assert_eq!(errors_among(&log).len(), 4, "{log:#?}");
    let cold = log.iter().filter(|line| line["coldStart"] == true).map(|line| &line["requestId"]);
    assert_eq!(cold.collect::<HashSet<_>>().len(), 1, "{log:#?}");
}

#[test]
fn on_several_threads() {
    eight_events_are_in_flight_at_once("multi-thread");
}

#[test]
fn on_one_thread() {
    eight_events_are_in_flight_at_once("current-thread");
}

#[test]
fn a_function_that_serves_one_event_at_a_time_says_so() {
    let function = behaviour().events_at_once(EVENTS.len()).spawn();
    serves(&function, &json!({ "echo": "canary" }), "canary");
    let log = json_log(&function);
    let warnings: Vec<_> = log.iter().filter(|line| line["level"] == "WARN").collect();
    let [warning] = warnings[..] else { panic!("one warning: {log:#?}") };
    assert!(warning["message"].as_str().unwrap().ends_with("add `managed_instances = true`"), "{warning}");
}
