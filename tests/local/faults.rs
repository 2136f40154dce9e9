//! What goes wrong between Lambda and the function: each event gets an answer, and the next one is served.

use lambda_fn::testing::{Endpoint, Fault};
use serde_json::json;

use crate::{LONG_ENOUGH, chaos};

#[track_caller]
fn fails_with(fault: Fault, error_type: &str) {
    let function = crate::function(crate::CHAOS).timeout(LONG_ENOUGH).spawn();
    let _ready = function.invoke(&json!({ "echo": 0 }));
    function.inject(fault);
    assert_eq!(function.invoke(&json!({ "echo": 1 })).error().error_type, error_type);
    assert_eq!(function.invoke(&json!({ "echo": 2 })).json(), 2);
}

/// The process dies while it waits: the event is not lost with it.
#[track_caller]
fn is_served_by_a_fresh_process(fault: Fault) {
    let function = chaos();
    let _ready = function.invoke(&json!({ "echo": 0 }));
    function.inject(fault);
    let served = function.invoke(&json!({ "echo": 1 }));
    assert_eq!(served.json(), 1);
    assert!(served.is_cold_start());
}

#[test]
fn a_kill() {
    fails_with(Fault::Kill, "Runtime.ExitError");
}

#[test]
fn a_timeout() {
    fails_with(Fault::Timeout, "Sandbox.Timedout");
}

#[test]
fn no_next_event() {
    is_served_by_a_fresh_process(Fault::Drop(Endpoint::Next));
    is_served_by_a_fresh_process(Fault::Status(Endpoint::Next, 500));
    is_served_by_a_fresh_process(Fault::Garbage(Endpoint::Next));
}

#[test]
fn a_response_that_is_lost() {
    fails_with(Fault::Drop(Endpoint::Response), "Runtime.ExitError");
    // at once: each takes the whole time of its event
    std::thread::scope(|scope| {
        for fault in [Fault::Status(Endpoint::Response, 500), Fault::Garbage(Endpoint::Response)] {
            scope.spawn(move || fails_with(fault, "Sandbox.Timedout"));
        }
    });
}

#[test]
fn an_error_that_is_lost() {
    let function = chaos();
    function.inject(Fault::Drop(Endpoint::Error));
    assert_eq!(function.invoke("fail").error().error_type, "Runtime.ExitError");
    assert_eq!(function.invoke("fail").error().error_type, "Asked");
}
