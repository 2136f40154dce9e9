//! The Runtime API goes wrong while several events are in flight: `lambda_runtime` has a worker for each, goes on without
//! one that it loses, and leaves its event without an answer. So the process ends, once the others are answered.

use std::sync::Mutex;
use std::sync::mpsc::channel;

use tests::{DEADLINE, Ended, Gate, Process, Program};

use crate::runtime_api::{Answer, Path, RuntimeApi};
use crate::support::{CANCELLED, CONCURRENT};

const NO_EVENT: &str = "the Runtime API client gave up: the answer to `/next` is no event, or its client context or \
                        Cognito identity cannot be read";

/// What waits at the gate is in flight while the other worker gets this, and answered in any case.
struct BesideASlowEvent {
    gate: Gate,
    api: RuntimeApi,
    process: Process,
}

impl BesideASlowEvent {
    fn new(handler: &str, path: Path, fault: Answer) -> Self {
        let mut gate = Gate::closed();
        let slow = gate.event().to_string();
        let (go_on, may_go_on) = channel();
        let may_go_on = Mutex::new(may_go_on);
        let api = RuntimeApi::start(move |asked, before| match (asked, before) {
            (Path::Next, 0) => Answer::event(slow.clone()),
            (Path::Next, 1) => {
                let _: Result<(), _> = may_go_on.lock().unwrap().recv();
                if path == Path::Next { fault.clone() } else { Answer::event("0") }
            }
            (asked, 0) if asked == path => fault.clone(),
            (Path::Next, 2) => Answer::event("1"),
            (Path::Next, _) => Answer::Never,
            _ => Answer::Accepted,
        });
        let program = Program::at(CONCURRENT).env("HANDLER", handler).env("AWS_LAMBDA_MAX_CONCURRENCY", 2);
        let process = api.environment(program).run(&[], b"");
        gate.wait_for(1);
        go_on.send(()).unwrap();
        Self { gate, api, process }
    }
}

/// The bodies that are posted until this one is.
#[track_caller]
fn posted_until(api: &RuntimeApi, last: &str) -> Vec<String> {
    let mut posted = Vec::new();
    while posted.last().is_none_or(|body| body != last) {
        posted.push(String::from_utf8(api.post().body).unwrap());
    }
    posted
}

#[track_caller]
fn ends(path: Path, fault: &Answer, reason: &str) -> Ended {
    let BesideASlowEvent { gate, api, process } = BesideASlowEvent::new("waits", path, fault.clone());
    // the fault is in the function's socket before anything else is: its one thread comes to that first
    api.has_answered(path, if path == Path::Next { 2 } else { 1 });
    let slow = gate.event().to_string();
    drop(gate);
    let posted = posted_until(&api, &slow);
    assert!(!posted.contains(&"1".to_owned()), "{fault:?}: no further event is taken: {posted:?}");
    let ended = process.ends();
    let lines: Vec<_> = ended.stderr.iter().filter(|line| line.starts_with("error: ")).collect();
    let [line] = lines[..] else { panic!("{fault:?}: one line for people: {:#?}", ended.stderr) };
    assert!(line.starts_with(&format!("error: {reason}")), "{fault:?}: {line}");
    assert_eq!(ended.status.code(), Some(1));
    ended
}

#[track_caller]
fn serves_on(path: Path, fault: &Answer) {
    let BesideASlowEvent { gate, api, mut process } = BesideASlowEvent::new("waits", path, fault.clone());
    posted_until(&api, "1");
    let slow = gate.event().to_string();
    drop(gate);
    posted_until(&api, &slow);
    assert!(!process.has_ended(), "{fault:?}");
}

#[test]
fn what_is_no_event_ends_the_process() {
    for status in [400, 403, 410, 413, 500] {
        ends(Path::Next, &Answer::Status(status), NO_EVENT);
    }
}

#[test]
fn a_client_context_that_is_none_ends_the_process() {
    for (header, value) in [
        ("Lambda-Runtime-Client-Context", r#"{"custom":"CANARY"}"#),
        ("Lambda-Runtime-Cognito-Identity", r#"["CANARY"]"#),
        ("Lambda-Runtime-Deadline-Ms", "CANARY"),
    ] {
        let event = Answer::Event { body: b"0".to_vec(), headers: vec![(header, value.to_owned())] };
        let ended = ends(Path::Next, &event, NO_EVENT);
        assert!(!ended.stderr.join("\n").contains("CANARY"), "{:#?}", ended.stderr);
    }
}

/// The subscriber is the user's own, and filters nothing.
#[test]
fn no_client_context_is_in_a_log_of_one_s_own() {
    let headers = vec![("Lambda-Runtime-Client-Context", r#"{"custom":"CANARY"}"#.to_owned())];
    let event = Answer::Event { body: b"0".to_vec(), headers };
    let BesideASlowEvent { gate, api: _api, process } = BesideASlowEvent::new("own-log", Path::Next, event);
    drop(gate);
    let Ended { stderr, .. } = process.ends();
    assert!(stderr.iter().any(|line| line.contains(NO_EVENT)), "{stderr:#?}");
    assert!(!stderr.join("\n").contains("CANARY"), "{stderr:#?}");
}

/// `lambda_runtime` asks again at once.
#[test]
fn no_answer_to_next_is_asked_for_again() {
    for fault in [Answer::Garbage, Answer::HalfAHead, Answer::Close] {
        serves_on(Path::Next, &fault);
    }
}

#[test]
fn a_response_that_is_refused_is_logged() {
    for fault in [Answer::Status(400), Answer::Status(413), Answer::Status(500), Answer::HalfABody] {
        serves_on(Path::Response, &fault);
    }
}

#[test]
fn a_response_that_has_no_answer_ends_the_process() {
    for fault in [Answer::Garbage, Answer::HalfAHead, Answer::Close] {
        ends(Path::Response, &fault, "the Runtime API at `127.0.0.1:");
    }
}

#[test]
fn an_api_that_is_gone_is_said_of_each_event_in_flight() {
    let mut gate = Gate::closed();
    let event = gate.event().to_string();
    let api = RuntimeApi::start(move |path, before| match (path, before) {
        (Path::Next, 0..=1) => Answer::event(event.clone()),
        _ => Answer::Never,
    });
    let program = Program::at(CONCURRENT).env("HANDLER", "waits").env("AWS_LAMBDA_MAX_CONCURRENCY", 3);
    let process = api.environment(program).run(&[], b"");
    for _ in 0..3 {
        assert_eq!(api.asks_within(DEADLINE), Some(Path::Next));
    }
    gate.wait_for(2);
    drop(api);
    let ended = process.ends();
    let says = |text: &str| ended.stderr.iter().filter(|line| line.contains(text)).count();
    let lines = [CANCELLED, "error: the Runtime API at `127.0.0.1:"].map(says);
    assert_eq!((lines, ended.status.code()), ([2, 1], Some(1)), "{ended:#?}");
}
