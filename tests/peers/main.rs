//! Programs that nobody here wrote. `.ci/peers` installs them; without it each test says so and passes, unless
//! `LAMBDA_FN_PEERS=required`.

mod aws;
mod cargo_lambda;
mod deployment;
mod http;
mod new_project;
mod sqs;

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use lambda_fn::testing::{LocalLambda, LocalLambdaBuilder};
use serde_json::json;
use tests::{DEADLINE, Process};

const CHAOS: &str = env!("CARGO_BIN_EXE_fixture-local-chaos");

/// A program of the peers, where they are installed.
fn peer(name: &str) -> Option<PathBuf> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/peers/bin").join(name);
    assert!(program.exists() || !is_required(), "`{name}` is absent; run `.ci/peers`");
    if !program.exists() {
        eprintln!("`{name}` is absent, nothing is tested: run `.ci/peers`");
    }
    program.exists().then_some(program)
}

fn is_required() -> bool {
    std::env::var("LAMBDA_FN_PEERS").is_ok_and(|peers| peers == "required")
}

/// A port that nobody has, for a program that has to be told one.
fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// Waits until the process takes connections there.
#[track_caller]
fn listening(process: Process, address: SocketAddr) -> Process {
    let begun = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(begun.elapsed() < DEADLINE, "nobody listens at {address}: {:#?}", process.kill());
        std::thread::sleep(Duration::from_millis(20));
    }
    process
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers")
}

#[track_caller]
fn succeeds(output: &Output) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}{stderr}", String::from_utf8_lossy(&output.stdout));
}

/// boto3: invoke, function error, `Event`, `DryRun`, `Tail`, client context, a refusal, response streams.
#[test]
fn aws_s_sdk_for_python_invokes() {
    let Some(python) = peer("python") else { return };
    let function = LocalLambda::function(CHAOS).env("AWS_LAMBDA_LOG_FORMAT", "Text").spawn();
    let endpoint = format!("http://{}", function.address());
    succeeds(&Command::new(python).arg(here().join("invoker.py")).arg(endpoint).output().unwrap());
}

/// awslambdaric, AWS's Runtime API client for Python.
fn in_python(python: &Path) -> LocalLambdaBuilder {
    let app = here();
    LocalLambda::command(python)
        .arg("-m")
        .arg("awslambdaric")
        .arg("app.handler")
        .env("PYTHONPATH", app.to_str().unwrap())
        .env("LAMBDA_TASK_ROOT", app.to_str().unwrap())
}

#[test]
fn a_function_in_python_is_served() {
    let Some(python) = peer("python") else { return };
    let function = in_python(&python).spawn();
    let answer = function.invoke(&json!({ "a": 1 }));
    assert_eq!(answer.json(), json!({ "event": { "a": 1 }, "function": "function", "left": true }));
    let error = function.invoke("fail").error();
    assert_eq!((error.error_type.as_str(), error.error_message.as_str()), ("ValueError", "as told"));
    assert_eq!(function.invoke(&json!(2)).json()["event"], 2);
}

#[test]
fn an_init_error_in_python_is_told() {
    let Some(python) = peer("python") else { return };
    let function = in_python(&python).env("INIT", "fails").spawn();
    for _ in 0..2 {
        assert_eq!(function.invoke(&json!({})).error().error_type, "KeyError");
    }
}
