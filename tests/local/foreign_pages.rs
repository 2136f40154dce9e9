//! What a page of another site gets that a browser on this machine has open.

use std::net::SocketAddr;

use serde_json::json;

use crate::http::{PATH, send};
use crate::{chaos, raw};

/// The status of a request with these headers.
fn status(address: SocketAddr, first: &str, headers: &str) -> String {
    let request = format!("{first} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: 10\r\n\r\n{{\"echo\":1}}");
    let answer = String::from_utf8(send(address, request.as_bytes())).unwrap();
    answer.split(' ').nth(1).unwrap_or_else(|| panic!("an answer: {answer}")).to_owned()
}

#[test]
fn a_name_bound_to_loopback_reaches_neither_the_invoke_api() {
    let function = chaos();
    for path in [PATH, "/2021-11-15/functions/x/response-streaming-invocations", "/anything"] {
        let post = format!("POST {path}");
        assert_eq!(status(function.address(), &post, "Host: rebound.example.org\r\n"), "403");
        assert_eq!(status(function.address(), &format!("POST http://rebound.example.org{path}"), "Host: x\r\n"), "403");
    }
    assert_eq!(status(function.address(), &format!("POST {PATH}"), "Host: localhost:9000\r\n"), "200");
    assert!(!function.raw_log().contains("rebound"), "no event has come of it");
}

#[test]
fn nor_the_http_of_a_function_url() {
    let function = raw().http_as(lambda_fn::testing::HttpKind::FunctionUrl).spawn();
    assert_eq!(status(function.address(), "POST /", "Host: rebound.example.org\r\n"), "403");
    assert_eq!(status(function.address(), "POST /", "Host: localhost\r\n"), "200");
}

#[test]
fn nor_the_runtime_api() {
    let function = chaos();
    let api = function.invoke(&json!({ "variable": "AWS_LAMBDA_RUNTIME_API" })).json();
    let api = api.as_str().unwrap().parse().unwrap();
    let next = "GET /2018-06-01/runtime/invocation/next";
    assert_eq!(status(api, next, "Host: rebound.example.org\r\n"), "403");
    assert_eq!(function.invoke(&json!({ "echo": 1 })).json(), 1);
}

#[test]
fn a_page_of_another_site_invokes_nothing() {
    let function = chaos();
    let post = format!("POST {PATH}");
    for origin in ["https://example.org", "null", "garbage here"] {
        assert_eq!(status(function.address(), &post, &format!("Host: localhost\r\nOrigin: {origin}\r\n")), "403");
    }
    let own = "Host: localhost\r\nOrigin: http://localhost:3000\r\n";
    assert_eq!(status(function.address(), &post, own), "200");
    assert_eq!(function.raw_log().matches("platform.start").count(), 1, "{}", function.raw_log());
}
