//! The local Lambda and its test client, on real binaries.

#![cfg_attr(not(debug_assertions), allow(dead_code, reason = "the examples have no local Lambda in release builds"))]

mod arguments;
mod batch;
#[cfg(debug_assertions)]
mod commands;
mod early_timeout;
mod endings;
mod environment;
mod event_stream;
mod faults;
mod foreign_pages;
mod hostile;
mod http;
mod http_events;
mod invoke_api;
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

use lambda_fn::testing::{LocalLambda, LocalLambdaBuilder};
use tests::{DEADLINE, Program};

const CHAOS: &str = env!("CARGO_BIN_EXE_fixture-local-chaos");
const HTTP: &str = env!("CARGO_BIN_EXE_fixture-local-http");
const FORMS: &str = env!("CARGO_BIN_EXE_fixture-forms");
const INIT: &str = env!("CARGO_BIN_EXE_fixture-local-init");
const RAW: &str = env!("CARGO_BIN_EXE_fixture-local-raw");
const STREAM: &str = env!("CARGO_BIN_EXE_fixture-local-stream");

fn chaos() -> LocalLambda {
    LocalLambda::spawn(CHAOS)
}

/// With all the time in the world, for megabytes in a debug build on a busy machine.
fn patient_chaos() -> LocalLambda {
    LocalLambda::function(CHAOS).timeout(DEADLINE).spawn()
}

fn raw() -> LocalLambdaBuilder {
    LocalLambda::command(RAW)
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
