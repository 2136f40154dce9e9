//! The Runtime API goes away while a function waits for events: the process ends and says so.

use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Stdio};

/// Runs a function against an API that takes its connections, asks for all of them, and is gone.
#[track_caller]
fn ends_with_one_line(environment: &[(&str, &str)]) {
    let api = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = api.local_addr().unwrap().to_string();
    let mut function = Command::new(env!("CARGO_BIN_EXE_fixture-early-timeout"))
        .env_clear()
        .env("AWS_LAMBDA_RUNTIME_API", &address)
        .env("AWS_LAMBDA_FUNCTION_NAME", "tested")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .envs(environment.iter().copied())
        .env("AWS_LAMBDA_LOG_FORMAT", "JSON")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let first = api.accept().unwrap();
    // as a process that is killed leaves its port
    drop((first, api));

    let mut said = String::new();
    function.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(function.wait().unwrap().code(), Some(1), "{said}");
    let (log, people): (Vec<_>, Vec<_>) = said.lines().partition(|line| line.starts_with('{'));
    // `lambda_runtime` tries again and again, and may say so once
    assert!(log.len() <= 1, "{said}");
    let [line] = people[..] else { panic!("one line: {said}") };
    assert!(line.starts_with(&format!("error: the Runtime API at `{address}` cannot be used: ")), "{line}");
}

#[test]
fn one_event_at_a_time() {
    ends_with_one_line(&[]);
}

#[test]
fn several_events_at_once() {
    ends_with_one_line(&[("AWS_LAMBDA_MAX_CONCURRENCY", "8")]);
}
