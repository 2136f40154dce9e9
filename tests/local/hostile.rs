//! Malformed HTTP: always an answer or a closed connection, and the next request is served.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::http::{PATH, post, send};
use crate::{chaos, raw};

/// Bytes that are not HTTP, or are nearly.
fn requests() -> impl Strategy<Value = Vec<u8>> {
    let good = format!(
        "POST {PATH} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 10\r\n\r\n{{\"echo\":1}}"
    );
    let mutated = (0..good.len(), any::<u8>(), 0..good.len()).prop_map(move |(place, byte, end)| {
        let mut bytes = good.clone().into_bytes();
        bytes[place] = byte;
        bytes.truncate(bytes.len().max(end) - end / 4);
        bytes
    });
    prop_oneof![proptest::collection::vec(any::<u8>(), 0..300), mutated]
}

/// Sends half a connection's worth: what does not end by itself is ended.
fn survives(address: SocketAddr, request: &[u8]) {
    let mut stream = TcpStream::connect(address).unwrap();
    let _ = stream.write_all(request);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "{answer:?}");
}

#[test]
fn whatever_is_sent_to_the_invoke_api() {
    let function = chaos();
    let mut runner = TestRunner::new(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() });
    let ran = runner.run(&requests(), |request| {
        survives(function.address(), &request);
        Ok(())
    });
    ran.unwrap();
    assert_eq!(post(function.address(), PATH, &[], r#"{"echo":1}"#).json(), 1);
}

#[test]
fn whatever_is_sent_to_the_runtime_api() {
    let function = chaos();
    let api = function.invoke(&json!({ "variable": "AWS_LAMBDA_RUNTIME_API" })).json();
    let api: SocketAddr = api.as_str().unwrap().parse().unwrap();
    let mut runner = TestRunner::new(ProptestConfig { cases: 1_000, failure_persistence: None, ..Default::default() });
    let ran = runner.run(&requests(), |request| {
        survives(api, &request);
        Ok(())
    });
    ran.unwrap();
    assert_eq!(function.invoke(&json!({ "echo": 1 })).json(), 1);
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let function = chaos();
    let many = "X: y\r\n".repeat(200);
    for headers in [many, format!("X: {}\r\n", "y".repeat(1_000_000))] {
        let request =
            format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: 10\r\n\r\n{{\"echo\":1}}");
        let answer = send(function.address(), request.as_bytes());
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{:?}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(post(function.address(), PATH, &[], r#"{"echo":1}"#).json(), 1);
}

#[test]
fn a_request_that_never_ends_holds_up_nobody() {
    let function = raw().spawn();
    let slow: Vec<_> = (0..50)
        .map(|_| {
            let mut stream = TcpStream::connect(function.address()).unwrap();
            stream.write_all(b"POST /2015-03-31/functions/x/invocations HTTP/1.1\r\nHost:").unwrap();
            stream
        })
        .collect();
    assert_eq!(post(function.address(), PATH, &[], "7").json(), 7);
    drop(slow);
}
