//! Each buffer has a limit, as `docs/reliability.md` lists them: those that no other test reaches.

use std::net::{SocketAddr, TcpStream};
use std::thread;

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};

use crate::http::{PATH, begin_request, post, send};
use crate::{chaos, eventually, raw};

/// Where the function polls.
fn runtime_api(function: &LocalLambda) -> SocketAddr {
    let address = function.invoke(&json!({ "variable": "AWS_LAMBDA_RUNTIME_API" })).json();
    address.as_str().unwrap().parse().unwrap()
}

#[test]
fn a_registration_of_an_extension_has_64_kb() {
    let function = chaos();
    let api = runtime_api(&function);
    let status_with = |bytes: usize| {
        let events = r#"{"events":[]}"#;
        let registration = format!("{events}{}", " ".repeat(bytes - events.len()));
        post(api, "/2020-01-01/extension/register", &[("Lambda-Extension-Name", "tested")], registration).status
    };
    assert_eq!((status_with(65_536), status_with(65_537)), (200, 400));
}

#[test]
fn of_a_log_the_last_megabyte_is_kept() {
    const KEPT: usize = 1024 * 1024;

    let function = chaos();
    assert!(function.invoke(&json!({ "echo": 1 })).result().is_ok());
    let before = function.raw_log();
    assert!(function.invoke(&json!({ "log": KEPT / 2 })).result().is_ok());
    assert!(function.raw_log().starts_with(&before), "there is room for both");
    assert!(function.invoke(&json!({ "log": KEPT })).result().is_ok());
    let log = function.raw_log();
    assert_eq!(log.len(), KEPT);
    assert!(log.starts_with('y') && !log.contains(&before), "the oldest is gone");
}

#[test]
fn of_invocations_that_are_over_the_last_64_are_known() {
    let function = raw().spawn();
    for _ in 0..64 {
        assert_eq!(function.invoke(&1).json(), 1);
    }
    for _ in 0..2 {
        assert_eq!(function.invoke("first-again").json(), Value::Null);
    }
    assert_eq!(function.invoke("statuses").json(), json!([403, 400]));
}

/// What a client does not read holds up the function, and is not kept here.
#[test]
fn a_streamed_response_waits_for_its_reader() {
    let function = raw().spawn();
    let path = "/2021-11-15/functions/any/response-streaming-invocations";
    let _unread = begin_request(function.address(), "POST", path, &[], r#""stream-flood""#);
    eventually(|| function.raw_log().contains("the response "));
    assert!(function.raw_log().contains("the response is held up"), "{}", function.raw_log());
}

/// Whoever did not ask for a stream gets what fits in a response.
#[test]
fn a_streamed_response_that_is_collected_has_the_size_of_a_whole_one() {
    let function = raw().spawn();
    assert_eq!(function.invoke("stream-largest").result().unwrap().len(), 6_291_556);
    assert_eq!(function.invoke("stream-too-large").error().error_type, "Function.ResponseSizeTooLarge");
    assert_eq!(function.invoke(&1).json(), 1);
}

/// A client has 30 s for the head of a request, and 30 s for its body.
#[test]
fn a_request_that_never_ends_is_ended() {
    let function = chaos();
    let address = function.address();
    let head = format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\n");
    let body = format!("{head}Content-Length: 10\r\n\r\n{{\"ech");
    thread::scope(|scope| {
        let of_head = scope.spawn(|| send(address, head.as_bytes()));
        let of_body = scope.spawn(|| send(address, body.as_bytes()));
        let answer = of_head.join().unwrap();
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{}", String::from_utf8_lossy(&answer));
        let answer = of_body.join().unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&answer));
    });
    assert_eq!(post(address, PATH, &[], r#"{"echo":1}"#).json(), 1);
}

/// As many connections as the system lets a process open are served; the next one waits for its turn.
#[cfg(target_os = "linux")]
#[test]
fn a_connection_too_many_waits() {
    const FILES: usize = 48;

    let shell = tests::Program::at("/bin/sh").env("LAMBDA_FN_PORT", 0);
    let limited = format!("ulimit -n {FILES} && exec '{}'", crate::CHAOS);
    let server = crate::server::Server::start(&shell, &["-c", &limited]);
    server.responds(&json!({ "echo": 1 }), &json!(1));
    let open = || std::fs::read_dir(format!("/proc/{}/fd", server.process.id())).unwrap().count();

    let held: Vec<_> = (0..2 * FILES).map(|_| TcpStream::connect(server.address).unwrap()).collect();
    // one more where the shell was started with a high one
    eventually(|| open() >= FILES);
    let address = server.address;
    let waits = thread::spawn(move || post(address, PATH, &[], r#"{"echo":2}"#));
    drop(held);
    assert_eq!(waits.join().unwrap().json(), 2);
}
