//! What a page of another site gets that a browser on this machine has open.

use std::net::SocketAddr;

use lambda_fn::testing::{HttpKind, LocalLambda};
use serde_json::json;

use crate::http::{PATH, request, send};
use crate::{chaos, raw, websocket};

/// Pages of other sites; `null` is any page in a sandbox, and an address may be anybody's.
const FOREIGN: [&str; 6] = [
    "https://example.org",
    "http://203.0.113.7:9000",
    "http://intranet",
    "http://localhost.example.org",
    "null",
    "garbage here",
];
const OWN: [&str; 4] = ["http://localhost:3000", "https://shop.localhost", "http://127.0.0.1:5173", "http://[::1]:80"];

/// Where the function polls.
fn runtime_api(function: &LocalLambda) -> SocketAddr {
    let api = function.invoke(&json!({ "variable": "AWS_LAMBDA_RUNTIME_API" })).json();
    api.as_str().unwrap().parse().unwrap()
}

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
    let function = raw().http_as(HttpKind::FunctionUrl).spawn();
    assert_eq!(status(function.address(), "POST /", "Host: rebound.example.org\r\n"), "403");
    assert_eq!(status(function.address(), "POST /", "Host: localhost\r\n"), "200");
}

#[test]
fn nor_the_runtime_api() {
    let function = chaos();
    let api = runtime_api(&function);
    let next = "GET /2018-06-01/runtime/invocation/next";
    assert_eq!(status(api, next, "Host: rebound.example.org\r\n"), "403");
    assert_eq!(function.invoke(&json!({ "echo": 1 })).json(), 1);
}

#[test]
fn a_page_of_another_site_invokes_nothing() {
    let function = chaos();
    let post = format!("POST {PATH}");
    for origin in FOREIGN {
        let headers = format!("Host: localhost\r\nOrigin: {origin}\r\n");
        assert_eq!(status(function.address(), &post, &headers), "403", "{origin}");
    }
    let no_origin = "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n";
    assert_eq!(status(function.address(), &post, no_origin), "403");
    assert!(!function.raw_log().contains("platform.start"), "{}", function.raw_log());
    for origin in OWN {
        // as a page of `localhost` is another site than `127.0.0.1`
        let headers = format!("Host: localhost\r\nOrigin: {origin}\r\nSec-Fetch-Site: cross-site\r\n");
        assert_eq!(status(function.address(), &post, &headers), "200", "{origin}");
    }
    let itself = "Host: lambda:9000\r\nOrigin: http://lambda:9000\r\n";
    assert_eq!(status(function.address(), &post, itself), "200");
}

#[test]
fn nor_gets_an_event_from_the_runtime_api() {
    let function = chaos();
    let api = runtime_api(&function);
    for foreign in ["Origin: https://example.org", "Origin: null", "Sec-Fetch-Site: cross-site"] {
        let headers = format!("Host: localhost\r\nLambda-Extension-Name: evil\r\n{foreign}\r\n");
        for first in [
            "GET /2018-06-01/runtime/invocation/next",
            "POST /2018-06-01/runtime/invocation/x/response",
            "POST /2020-01-01/extension/register",
            "GET /2020-01-01/extension/event/next",
        ] {
            assert_eq!(status(api, first, &headers), "403", "{first} {foreign}");
        }
    }
    assert_eq!(function.invoke(&json!({ "echo": 1 })).json(), 1);
}

/// Browsers apply no CORS here.
#[test]
fn nor_opens_a_websocket_connection() {
    let function = crate::function(websocket::FUNCTION).spawn();
    let opened = |header| websocket::connect(&function, Some(header)).err();
    for origin in FOREIGN {
        assert_eq!(opened(("origin", origin)), Some(403), "{origin}");
    }
    assert_eq!(opened(("sec-fetch-site", "cross-site")), Some(403));
    assert!(!function.raw_log().contains("platform.start"), "{}", function.raw_log());
    for origin in OWN {
        assert_eq!(opened(("origin", origin)), None, "{origin}");
    }
}

#[test]
fn nor_posts_to_one() {
    let function = crate::function(websocket::FUNCTION).spawn();
    let mut client = websocket::connect(&function, None).unwrap();
    let path = websocket::management(&mut client);
    let status =
        |method, path: &str, origin| request(function.address(), method, path, &[("Origin", origin)], "1").status;
    for path in [&path, &path.replace('@', "%40")] {
        for method in ["GET", "POST", "DELETE"] {
            assert_eq!(status(method, path, "https://example.org"), 403, "{method} {path}");
        }
        assert_eq!(status("POST", path, "http://localhost:3000"), 200);
        assert_eq!(websocket::read(&mut client), 1, "what came first");
    }
}

/// As on AWS: which pages may read the answer is for the function to say.
#[test]
fn but_its_http_reaches_the_function() {
    let function = raw().http_as(HttpKind::FunctionUrl).spawn();
    let headers = "Host: localhost\r\nOrigin: https://example.org\r\nSec-Fetch-Site: cross-site\r\n";
    assert_eq!(status(function.address(), "POST /x", headers), "200");
}
