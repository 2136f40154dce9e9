//! The functions under test, each under a local Lambda of its own, and what the tests ask of them.

use std::ffi::OsStr;
use std::sync::atomic::{AtomicU64, Ordering};

use lambda_fn::testing::{FunctionError, Invocation, LocalLambda, LocalLambdaBuilder, LogLine};
use serde::Serialize;
use serde_json::Value;
use tests::DEADLINE;

pub(crate) const BATCH: &str = env!("CARGO_BIN_EXE_fixture-batch");
pub(crate) const BEHAVIOUR: &str = env!("CARGO_BIN_EXE_fixture-behaviour");
pub(crate) const CONCURRENT: &str = env!("CARGO_BIN_EXE_fixture-concurrent");
pub(crate) const EARLY_TIMEOUT: &str = env!("CARGO_BIN_EXE_fixture-early-timeout");
pub(crate) const ERRORS: &str = env!("CARGO_BIN_EXE_fixture-errors");
pub(crate) const FORMS: &str = env!("CARGO_BIN_EXE_fixture-forms");
pub(crate) const HTTP_API: &str = env!("CARGO_BIN_EXE_fixture-http-api");
pub(crate) const HTTP_STREAM: &str = env!("CARGO_BIN_EXE_fixture-http-stream");
pub(crate) const HTTP_USER: &str = env!("CARGO_BIN_EXE_fixture-http-user");
pub(crate) const INIT: &str = env!("CARGO_BIN_EXE_fixture-init");
pub(crate) const LOGS: &str = env!("CARGO_BIN_EXE_fixture-logs");
pub(crate) const SHUTDOWN: &str = env!("CARGO_BIN_EXE_fixture-shutdown");

/// Said of each event that has no answer, within its span.
pub(crate) const CANCELLED: &str = "the invocation is cancelled without an answer: the process ends";

/// A function that has nothing but what Lambda gives it.
pub(crate) fn lambda(binary: impl AsRef<OsStr>) -> LocalLambdaBuilder {
    LocalLambda::command(binary).name("tested").memory(256).env_clear().timeout(DEADLINE)
}

pub(crate) fn example(name: &str) -> LocalLambdaBuilder {
    lambda(tests::example(name).binary())
}

pub(crate) fn behaviour() -> LocalLambdaBuilder {
    lambda(BEHAVIOUR)
}

pub(crate) fn batch(handler: &str) -> LocalLambdaBuilder {
    lambda(BATCH).env("HANDLER", handler)
}

pub(crate) fn concurrent(handler: &str) -> LocalLambdaBuilder {
    lambda(CONCURRENT).env("HANDLER", handler)
}

pub(crate) fn errors(handler: &str) -> LocalLambdaBuilder {
    lambda(ERRORS).env("HANDLER", handler)
}

pub(crate) fn forms(handler: &str) -> LocalLambdaBuilder {
    lambda(FORMS).env("HANDLER", handler)
}

pub(crate) fn init(handler: &str) -> LocalLambdaBuilder {
    lambda(INIT).env("HANDLER", handler)
}

pub(crate) fn logs(handler: &str) -> LocalLambdaBuilder {
    lambda(LOGS).env("HANDLER", handler)
}

/// The function responds, in the process that was there from the first event on.
#[track_caller]
pub(crate) fn serves(function: &LocalLambda, event: &(impl Serialize + ?Sized), response: impl Into<Value>) {
    serves_raw(function, serde_json::to_vec(event).unwrap(), response);
}

#[track_caller]
pub(crate) fn serves_raw(function: &LocalLambda, event: impl Into<Vec<u8>>, response: impl Into<Value>) {
    assert_eq!(function.invoke_raw(event).json(), response.into());
    lives_on(function);
}

/// The message of the error that the function answered with, which has to be of this type.
#[track_caller]
pub(crate) fn error_of(invocation: &Invocation, expected_type: &str) -> String {
    let FunctionError { error_type, error_message, .. } = invocation.error();
    assert_eq!(error_type, expected_type, "{error_message}");
    error_message
}

/// The log of a function that lives on.
#[track_caller]
fn log(function: &LocalLambda) -> Vec<LogLine> {
    lives_on(function);
    function.logs()
}

/// The log, which is JSON throughout.
#[track_caller]
pub(crate) fn json_log(function: &LocalLambda) -> Vec<Value> {
    let lines = log(function).into_iter();
    lines.map(|line| if line.fields.is_empty() { panic!("not JSON: {line:?}") } else { line.fields.into() }).collect()
}

/// The log, which is text throughout.
#[track_caller]
pub(crate) fn text_log(function: &LocalLambda) -> Vec<String> {
    let lines = log(function).into_iter();
    lines.map(|line| if line.fields.is_empty() { line.message } else { panic!("not text: {line:?}") }).collect()
}

/// The lines that report an error, in JSON.
pub(crate) fn errors_among(log: &[Value]) -> Vec<&Value> {
    log.iter().filter(|line| line["level"] == "ERROR").collect()
}

/// An X-Ray trace id that no other event has.
pub(crate) fn trace_id() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("Root=1-5759e988-{:024x};Sampled=1", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// No process has ended, and nothing was posted but one answer to each event.
#[track_caller]
fn lives_on(function: &LocalLambda) {
    let posts = function.posts();
    assert!(function.exits().is_empty(), "{:?}: {}", function.exits(), function.raw_log());
    assert!(posts.iter().all(|post| post.status == Some(202)), "{posts:#?}");
}
