//! The local Lambda and its test client, on real binaries.

mod arguments;
mod early_timeout;
mod endings;
mod environment;
mod event_stream;
mod faults;
mod hostile;
mod http;
mod http_events;
mod invoke_api;
mod lost_api;
mod processes;
mod runtime_api;
mod sample_events;
mod test_client;

use lambda_fn::testing::{LocalLambda, LocalLambdaBuilder};

const CHAOS: &str = env!("CARGO_BIN_EXE_fixture-local-chaos");
const HTTP: &str = env!("CARGO_BIN_EXE_fixture-local-http");
const INIT: &str = env!("CARGO_BIN_EXE_fixture-local-init");
const RAW: &str = env!("CARGO_BIN_EXE_fixture-local-raw");
const STREAM: &str = env!("CARGO_BIN_EXE_fixture-local-stream");

fn chaos() -> LocalLambda {
    LocalLambda::spawn(CHAOS)
}

fn raw() -> LocalLambdaBuilder {
    LocalLambda::command(RAW)
}
