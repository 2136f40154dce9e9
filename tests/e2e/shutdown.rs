//! `shutdown`: what a function does with the time that Lambda gives it to end.

use std::collections::HashSet;
use std::os::unix::process::ExitStatusExt;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use lambda_fn::testing::{Invocation, LocalLambda, LocalLambdaBuilder};
use serde_json::json;

use tests::{DEADLINE, Gate, Process, Program};

use crate::runtime_api::{Answer, Path, RuntimeApi};
use crate::support::{CANCELLED, SHUTDOWN, error_of, lambda};

/// SIGKILL
const KILL: i32 = 9;

/// For a handler that never ends to have begun: a process that waits for its event is given it at once.
const LONG_ENOUGH: Duration = Duration::from_secs(10);

/// What is in flight may go on to its end.
fn shutting_down(handler: &str) -> LocalLambdaBuilder {
    lambda(SHUTDOWN).env("HANDLER", handler).env("IN_FLIGHT_LIMIT", "60").shutdown_limit(DEADLINE)
}

/// What is in flight is cancelled at once.
fn cancelling(handler: &str) -> LocalLambdaBuilder {
    shutting_down(handler).env("IN_FLIGHT_LIMIT", "0")
}

#[track_caller]
fn says(function: &LocalLambda, message: &str) -> usize {
    let log = function.logs();
    log.iter().filter(|line| line.message.contains(message)).count()
}

/// The process has ended by itself, and is through with its work.
#[track_caller]
fn ended_well(function: &LocalLambda, message: &str) {
    let [exit] = function.exits()[..] else { panic!("one end: {:?}", function.exits()) };
    assert_eq!(exit.code(), Some(0), "{}", function.raw_log());
    assert_eq!(says(function, message), 1, "{}", function.raw_log());
}

#[test]
fn an_idle_function_runs_it_with_its_state() {
    let function = shutting_down("with-state").spawn();
    assert_eq!(function.invoke(&0).json(), 1);
    assert_eq!(function.invoke(&0).json(), 2);
    function.shut_down();
    ended_well(&function, "the pool is closed");
    let log = function.logs();
    assert_eq!(log.last().unwrap().fields["events"], 2, "both events are in");

    // and the environment can be used again
    assert_eq!(function.invoke(&0).json(), 1, "a fresh process");
}

#[test]
fn it_may_take_nothing() {
    let function = shutting_down("without-state").spawn();
    assert_eq!(function.invoke(&0).json(), 0);
    function.shut_down();
    ended_well(&function, "the end is here");
}

#[test]
fn the_invocation_in_flight_is_served_first() {
    let function = shutting_down("with-state").spawn();
    assert_eq!(function.invoke(&0).json(), 1);
    let mut gate = Gate::closed();
    let pending = function.event(&gate.event()).send();
    gate.wait_for(1);
    // they wait for the shutdown alone
    drop(gate);
    function.shut_down();
    assert_eq!(pending.wait().json(), 2);
    ended_well(&function, "the pool is closed");
}

#[test]
fn an_invocation_that_goes_on_is_cancelled_and_it_runs_all_the_same() {
    let function = cancelling("with-state").timeout(LONG_ENOUGH).spawn();
    assert_eq!(function.invoke(&0).json(), 1);
    let gate = Gate::closed();
    // Lambda resets the environment when the time of an invocation is over, as it shuts it down
    error_of(&function.invoke(&gate.event()), "Sandbox.Timedout");
    ended_well(&function, "the pool is closed");
    assert_eq!(says(&function, CANCELLED), 1);
}

#[test]
fn an_invocation_that_panics_where_it_is_cancelled_keeps_nothing_from_it() {
    let function = cancelling("panics-in-drop").timeout(LONG_ENOUGH).spawn();
    error_of(&function.invoke("an event"), "Sandbox.Timedout");
    ended_well(&function, "the end is here");
    assert_eq!(says(&function, "the invocation that the shutdown cancels failed"), 1, "{}", function.raw_log());
}

/// Lambda would kill the process for them.
#[test]
fn threads_that_the_handler_has_left_are_not_waited_for() {
    for handler in ["leaves-a-thread", "leaves-a-thread-of-several"] {
        let function = shutting_down(handler).spawn();
        assert!(function.invoke("an event").result().is_ok());
        function.shut_down();
        ended_well(&function, "the end is here");
    }
}

#[test]
fn events_in_flight_at_once_are_served_first() {
    let function = shutting_down("multi-thread").events_at_once(4).spawn();
    assert!(function.invoke(&0).result().is_ok());
    let mut gate = Gate::closed();
    let pending = [(); 4].map(|()| function.event(&gate.event()).send());
    gate.wait_for(4);
    // they wait for the shutdown alone
    drop(gate);
    function.shut_down();
    for pending in pending {
        assert!(pending.wait().result().is_ok());
    }
    ended_well(&function, "the pool is closed");
}

#[test]
fn events_in_flight_at_once_that_go_on_are_cancelled_each() {
    let function = cancelling("multi-thread").events_at_once(2).spawn();
    let mut gate = Gate::closed();
    let pending = [(); 2].map(|()| function.event(&gate.event()).send());
    gate.wait_for(2);
    function.shut_down();
    for pending in pending {
        error_of(&pending.wait(), "Runtime.ExitError");
    }
    ended_well(&function, "the pool is closed");
    let log = function.logs();
    let cancelled: HashSet<_> =
        log.iter().filter(|line| line.message == CANCELLED).map(|line| line.fields["requestId"].to_string()).collect();
    assert_eq!(cancelled.len(), 2, "each by its request id: {}", function.raw_log());
}

/// Two events at once, of a Runtime API that answers `/next` so.
fn of_raw_api(program: Program, next: impl Fn(usize) -> Answer + Send + Sync + 'static) -> (RuntimeApi, Process) {
    let api = RuntimeApi::start(move |path, before| match path {
        Path::Next => next(before),
        _ => Answer::Accepted,
    });
    let program = program.env("AWS_LAMBDA_MAX_CONCURRENCY", 2);
    let process = api.environment(program).run(&[], b"");
    for path in [Path::Register, Path::Next, Path::Next] {
        assert_eq!(api.asks_within(DEADLINE), Some(path));
    }
    (api, process)
}

/// A worker of `lambda_runtime`'s is lost while another one is busy, which the shutdown then cancels.
#[test]
fn why_the_process_would_have_ended_is_said_all_the_same() {
    let mut gate = Gate::closed();
    let event = gate.event().to_string();
    // the worker is lost within this time, of which nothing is said before the end
    let program = Program::at(SHUTDOWN).env("HANDLER", "multi-thread").env("IN_FLIGHT_LIMIT", LONG_ENOUGH.as_secs());
    let (_api, process) = of_raw_api(program, move |before| match before {
        0 => Answer::event(event.clone()),
        1 => Answer::Status(500),
        _ => Answer::Never,
    });
    gate.wait_for(1);
    process.signal("TERM");
    let ended = process.ends();
    let says = |text: &str| ended.stderr.iter().filter(|line| line.contains(text)).count();
    let lines = ["the pool is closed", CANCELLED, "error: the Runtime API client gave up"].map(says);
    assert_eq!((lines, ended.status.code()), ([1, 1, 1], Some(1)), "{ended:#?}");
}

/// It is another one's to serve: this process is about to end.
#[test]
fn an_event_that_comes_behind_the_end_is_not_begun() {
    let gate = Gate::closed();
    let (go_on, may_go_on) = channel();
    let may_go_on = Mutex::new(may_go_on);
    let program = Program::at(SHUTDOWN).env("HANDLER", "ends-late").env("END", gate.event());
    let (_api, mut process) = of_raw_api(program, move |before| match before {
        0 if may_go_on.lock().unwrap().recv().is_ok() => Answer::event("0"),
        _ => Answer::Never,
    });
    process.signal("TERM");
    process.says("the end begins");
    go_on.send(()).unwrap();
    process.says(CANCELLED);
    drop(gate);
    let ended = process.ends();
    let says = |text: &str| ended.stderr.iter().filter(|line| line.contains(text)).count();
    assert_eq!((says("an event begins"), says(CANCELLED)), (0, 1), "{ended:#?}");
    assert_eq!(ended.status.code(), Some(0));
}

/// A response that is streamed on this path, when Lambda shuts the environment down in the midst of it.
fn streamed_at_the_end(function: LocalLambdaBuilder, path: &str) -> (LocalLambda, Invocation) {
    let function = function.spawn();
    let event = json!({
        "version": "2.0", "rawPath": path, "headers": {},
        "requestContext": { "stage": "$default", "http": { "method": "GET", "path": path } },
    });
    let pending = function.event(&event).send();
    while says(&function, "the response has begun") == 0 {
        std::thread::sleep(Duration::from_millis(1));
    }
    function.shut_down();
    let invocation = pending.wait();
    (function, invocation)
}

#[test]
fn a_response_that_is_streamed_goes_to_its_end_first() {
    let (function, invocation) = streamed_at_the_end(shutting_down("http-stream"), "/");
    let response = String::from_utf8_lossy(invocation.result().expect("it is whole"));
    assert!(response.ends_with("\0begun, done"), "{response}");
    ended_well(&function, "the pool is closed");
}

#[test]
fn a_response_that_is_streamed_without_an_end_breaks_off() {
    let (function, invocation) = streamed_at_the_end(cancelling("http-stream"), "/endless");
    error_of(&invocation, "Runtime.ExitError");
    ended_well(&function, "the pool is closed");
    assert_eq!(says(&function, CANCELLED), 1);
}

#[test]
fn one_that_panics_is_said_in_one_line() {
    let function = shutting_down("panics").spawn();
    assert!(function.invoke("an event").result().is_ok());
    function.shut_down();
    let [exit] = function.exits()[..] else { panic!("one end: {:?}", function.exits()) };
    assert_eq!(exit.code(), Some(1));
    assert_eq!(
        says(&function, "error: shutdown failed: Function.Panicked: panicked at tests/functions/shutdown.rs:"),
        1
    );
    assert_eq!(function.logs().len(), 1, "{}", function.raw_log());
}

#[test]
fn one_that_never_ends_is_killed() {
    let function = lambda(SHUTDOWN).env("HANDLER", "never-ends").spawn();
    assert!(function.invoke("an event").result().is_ok());
    function.shut_down();
    let [exit] = function.exits()[..] else { panic!("one end: {:?}", function.exits()) };
    assert_eq!(exit.signal(), Some(KILL));
}

#[test]
fn a_function_without_the_key_is_killed_at_once() {
    let function = crate::support::behaviour().spawn();
    assert!(function.invoke(&json!({ "echo": 1 })).result().is_ok());
    function.shut_down();
    let [exit] = function.exits()[..] else { panic!("one end: {:?}", function.exits()) };
    assert_eq!(exit.signal(), Some(KILL));
}
