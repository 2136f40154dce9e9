//! The local Lambda and its test client, on real binaries.

#![cfg_attr(not(debug_assertions), allow(dead_code, reason = "the examples have no local Lambda in release builds"))]

mod arguments;
mod batch;
mod beside_axum;
#[cfg(debug_assertions)]
mod commands;
#[cfg(debug_assertions)]
mod deployment;
mod early_timeout;
mod endings;
mod environment;
mod event_stream;
mod faults;
mod foreign_pages;
mod hostile;
mod http;
mod http_client;
mod http_events;
mod http_routes;
mod http_stream;
mod invoke_api;
mod limits;
mod log_format;
mod lost_api;
mod processes;
mod records;
mod runtime_api;
mod sample_events;
mod sample_records;
#[cfg(debug_assertions)]
mod serve;
mod server;
mod test_client;
mod websocket;

use std::time::Duration;

use lambda_fn::testing::{LocalLambda, LocalLambdaBuilder};
use tests::{DEADLINE, Program};

const CHAOS: &str = env!("CARGO_BIN_EXE_fixture-local-chaos");
const HTTP: &str = env!("CARGO_BIN_EXE_fixture-local-http");
const FORMS: &str = env!("CARGO_BIN_EXE_fixture-forms");
const INIT: &str = env!("CARGO_BIN_EXE_fixture-local-init");
const RAW: &str = env!("CARGO_BIN_EXE_fixture-local-raw");
const STREAM: &str = env!("CARGO_BIN_EXE_fixture-local-stream");

/// With all the time in the world: on a busy machine an event may take longer than a function's timeout.
fn function(binary: &str) -> LocalLambdaBuilder {
    LocalLambda::function(binary).timeout(DEADLINE)
}

/// As [`function`], of what is no function of this crate or has several in it.
fn command(binary: &str) -> LocalLambdaBuilder {
    LocalLambda::command(binary).timeout(DEADLINE)
}

fn chaos() -> LocalLambda {
    function(CHAOS).spawn()
}

/// For whatever a function does before it hangs, and not too long to wait for: only what hangs comes to its end.
const LONG_ENOUGH: Duration = Duration::from_secs(10);

/// Waits until that is so.
#[track_caller]
fn eventually(is_so: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < DEADLINE, "it never is");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn raw() -> LocalLambdaBuilder {
    command(RAW)
}

fn behaviour() -> Program {
    Program::at(env!("CARGO_BIN_EXE_fixture-behaviour"))
}

fn failing_init() -> Program {
    Program::at(env!("CARGO_BIN_EXE_fixture-init")).env("HANDLER", "fails")
}

fn triggers() -> Program {
    Program::at(env!("CARGO_BIN_EXE_fixture-triggers"))
}
