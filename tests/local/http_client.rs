//! `.http(request)` of the test client.

use http::Request;
use lambda_fn::testing::{HttpKind, LocalLambda};
use serde_json::json;

use crate::http::{get, post};
use crate::{CHAOS, HTTP, eventually};

const API: &str = env!("CARGO_BIN_EXE_fixture-http-api");
const USER: &str = env!("CARGO_BIN_EXE_fixture-http-user");
const STREAM: &str = env!("CARGO_BIN_EXE_fixture-http-stream");

#[test]
fn a_request_goes_through_the_function_s_own_gateway() {
    let api = LocalLambda::spawn(API);
    let request = Request::post("/json?x=1").header("content-type", "application/json").body(r#"{"a":[1]}"#);
    let response = api.http(request.unwrap());
    assert_eq!((response.status().as_u16(), response.json()), (200, json!({ "a": [1] })));
    assert_eq!(response.headers()["content-type"], "application/json");
    let echo = api.http(Request::put("/elsewhere").body(vec![0_u8, 255]).unwrap()).json();
    assert_eq!((&echo["method"], &echo["length"]), (&json!("PUT"), &json!(2)));
    let teapot = api.get("/status");
    assert_eq!((teapot.status().as_u16(), teapot.text()), (418, ""));
    assert_eq!(api.get("/cookies").headers().get_all("set-cookie").iter().count(), 2);
}

#[test]
fn the_log_is_that_of_the_request() {
    let api = LocalLambda::spawn(API);
    assert_eq!(api.get("/hello").logs(), []);
    let panicked = api.get("/panic");
    assert_eq!(panicked.status(), 500);
    let logs = panicked.logs();
    assert!(logs.iter().any(|line| line.to_string().contains("at the disco")), "{logs:?}");
    assert!(logs.iter().all(|line| line.fields["requestId"] == panicked.request_id()), "{logs:?}");
    assert!(panicked.raw_log().contains("platform.report"));
}

#[test]
fn a_request_that_no_route_takes_never_reaches_the_function() {
    let user = LocalLambda::spawn(USER);
    let missed = user.get("/elsewhere");
    assert_eq!((missed.status().as_u16(), missed.text()), (404, r#"{"message":"Not Found"}"#));
    assert_eq!(missed.raw_log(), "");
}

#[test]
fn a_function_that_fails_has_its_log_too() {
    let function = LocalLambda::function(HTTP).http_as(HttpKind::HttpApi).spawn();
    let failed = function.http(Request::get("/").header("answer", "fail").body("").unwrap());
    assert_eq!(failed.status(), 502);
    assert!(failed.raw_log().contains("platform.report"), "{failed:?}");
}

#[test]
fn pieces_come_as_they_are_produced() {
    let count = LocalLambda::spawn(STREAM);
    let pieces: Vec<_> = count.http_stream(Request::get("/").body("").unwrap()).collect();
    assert_eq!(pieces, ["0", "1", "2"]);
    let mut broken = count.http_stream(Request::get("/error").body("").unwrap());
    assert_eq!(broken.by_ref().collect::<Vec<_>>(), ["0", "1"]);
    assert!(broken.is_broken());
    assert!(count.get("/panic").is_broken());
    let missed = count.get("/nothing");
    assert_eq!((missed.status().as_u16(), missed.is_broken()), (404, false));
}

/// As on AWS, a function is not told of a client that goes away: Lambda Developer Guide, "Response streaming for Lambda
/// functions". The invocation goes on to its end, and harms nobody.
#[test]
fn a_client_that_goes_away_harms_nobody() {
    let count = LocalLambda::function(STREAM).concurrency(1).spawn();
    let mut gone = count.http_stream(Request::get("/").body("").unwrap());
    assert_eq!(gone.next().as_deref(), Some(b"0".as_slice()));
    drop(gone);
    let ended = |log: &str| log.matches("\"status\":\"success\"").count() == 1;
    eventually(|| ended(&count.raw_log()));
    assert_eq!(count.get("/").text(), "012");
    assert!(count.exits().is_empty(), "the same process");
}

#[test]
#[should_panic(expected = "nothing brings HTTP to the function; give it `http(…)`, or the test `http_as`")]
fn a_function_without_http_is_named() {
    let _ = LocalLambda::spawn(CHAOS).get("/");
}

/// A page of the web whose name leads to this machine gets nothing.
#[test]
fn other_names_than_this_machine_s_are_refused() {
    let api = LocalLambda::spawn(API);
    for name in ["evil.example", "evil.example:9000", "127.0.0.1.evil.example"] {
        let request = format!("GET /hello HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
        let answer = crate::http::send(api.address(), request.as_bytes());
        assert!(answer.starts_with(b"HTTP/1.1 403 "), "{}", String::from_utf8_lossy(&answer));
        let invoke = format!("POST {} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n", crate::http::PATH);
        assert!(crate::http::send(api.address(), invoke.as_bytes()).starts_with(b"HTTP/1.1 403 "));
    }
    assert_eq!(get(api.address(), "/hello").body, b"hello");
    let event = json!({ "version": "2.0", "rawPath": "/hello", "requestContext": { "http": { "method": "GET" } } });
    assert_eq!(post(api.address(), crate::http::PATH, &[], event.to_string()).json()["body"], "hello");
    assert!(api.exits().is_empty());
}

fn claims_of(caller: &lambda_fn::testing::HttpResponse) -> serde_json::Value {
    assert_eq!(caller.status(), 200, "{}", caller.text());
    caller.json()
}

#[test]
fn a_caller_has_claims() {
    let claims = json!({ "sub": "ada", "admin": true });
    let as_text = json!({ "sub": "ada", "admin": "true" });
    for kind in [HttpKind::HttpApi, HttpKind::RestApi] {
        let api = LocalLambda::function(API).http_as(kind).spawn();
        let ada = api.claims(claims.clone());
        assert_eq!(ada.get("/me").text(), "ada", "{kind:?}");
        assert_eq!(claims_of(&ada.http(Request::get("/claims").body("").unwrap())), as_text, "{kind:?}");
        let pieces: Vec<u8> = ada.http_stream(Request::get("/me").body("").unwrap()).flatten().collect();
        assert_eq!(pieces, b"ada");
        assert_eq!(api.get("/me").status(), 401, "{kind:?}: the next one has none");
    }
}

#[test]
fn a_caller_has_the_context_of_an_authorizer() {
    let api = LocalLambda::spawn(API);
    let context = json!({ "sub": "ada", "scopes": ["read"], "age": 36 });
    assert_eq!(claims_of(&api.authorizer(context.clone()).get("/claims")), context);
    let rest = LocalLambda::function(API).http_as(HttpKind::RestApi).spawn();
    let context = json!({ "sub": "ada", "age": 36, "principalId": "user" });
    let as_text = json!({ "sub": "ada", "age": "36", "principalId": "user" });
    assert_eq!(claims_of(&rest.authorizer(context).get("/claims")), as_text);
}

#[test]
#[should_panic(
    expected = "a function URL has no authorizer; an HTTP API (`http-api`) and a REST API (`rest-api`) have one"
)]
fn a_function_url_has_no_authorizer() {
    let _ =
        LocalLambda::function(API).http_as(HttpKind::FunctionUrl).spawn().claims(json!({ "sub": "ada" })).get("/me");
}

#[test]
#[should_panic(expected = "a WebSocket API has no authorizer that reads claims")]
fn a_websocket_api_reads_no_claims() {
    let _ = LocalLambda::function(API).http_as(HttpKind::WebSocket).spawn().claims(json!({ "sub": "ada" })).get("/me");
}

/// As `curl -H 'x-lambda-fn-claims: {"sub":"ada"}'` sends it.
#[test]
fn a_header_says_the_claims() {
    let api = LocalLambda::spawn(API);
    let ask = |path: &str, headers: &[&str]| {
        let headers: Vec<_> = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let headers = headers.concat();
        let request = format!("GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        String::from_utf8(crate::http::send(api.address(), request.as_bytes())).unwrap()
    };
    let own = format!("Host: {}", api.address());
    let claims = r#"X-Lambda-Fn-Claims: {"sub":"ada"}"#;
    let answer = ask("/me", &[&own, claims]);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("ada"), "{answer}");
    let answer = ask("/claims", &[&own, r#"x-lambda-fn-authorizer: {"tenant":"north"}"#]);
    assert!(answer.ends_with(r#"{"tenant":"north"}"#), "{answer}");
    let echo = ask("/elsewhere", &[&own, claims]);
    assert!(!echo.to_lowercase().contains("x-lambda-fn"), "it is no header of the event: {echo}");
    for (headers, status) in [
        ([own.as_str(), "x-lambda-fn-claims: ada"].as_slice(), 400),
        (&["Host: 192.0.2.7", claims], 403),
        (&["Host: host.docker.internal", claims], 403),
        (&[&own, "x-forwarded-for: 192.0.2.7", claims], 403),
        (&[&own, "Origin: https://example.com", claims], 403),
    ] {
        let answer = ask("/me", headers);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{headers:?}: {answer}");
        assert!(answer.contains("`x-lambda-fn-claims`") && !answer.contains("ada\r"), "{answer}");
    }
}
