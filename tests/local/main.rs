//! The local Lambda and its test client, on real binaries.

mod arguments;
mod endings;
mod environment;
mod event_stream;
mod faults;
mod hostile;
mod http;
mod invoke_api;
mod processes;
mod runtime_api;
mod sample_events;
mod test_client;

use lambda_fn::testing::{LocalLambda, LocalLambdaBuilder};

const CHAOS: &str = env!("CARGO_BIN_EXE_fixture-local-chaos");
const FORMS: &str = env!("CARGO_BIN_EXE_fixture-forms");
const INIT: &str = env!("CARGO_BIN_EXE_fixture-local-init");
const RAW: &str = env!("CARGO_BIN_EXE_fixture-local-raw");

fn chaos() -> LocalLambda {
    LocalLambda::spawn(CHAOS)
}

fn raw() -> LocalLambdaBuilder {
    LocalLambda::command(RAW)
}
