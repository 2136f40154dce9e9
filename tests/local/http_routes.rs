//! A function whose attribute says `http(…)` is a web server on the same port, with the kind and routes that it says.

use lambda_fn::testing::{HttpKind, LocalLambda};
use serde_json::json;

use crate::http::{get, post, request};
use crate::server::Server;
use tests::{DEADLINE, Program};

const USER: &str = env!("CARGO_BIN_EXE_fixture-http-user");
const API: &str = env!("CARGO_BIN_EXE_fixture-http-api");

#[test]
fn the_description_says_how_http_is_served() {
    let function = LocalLambda::spawn(USER);
    let answer = get(function.address(), "/users/1?loud=true");
    assert_eq!((answer.status, &answer.json()["name"]), (200, &json!("GRACE")));
    assert_eq!(answer.json()["request_id"], answer.headers["apigw-requestid"]);
    for (method, path) in [("PUT", "/users/1"), ("GET", "/users"), ("GET", "/users/1/2"), ("GET", "/")] {
        let answer = request(function.address(), method, path, &[], "");
        assert_eq!((answer.status, answer.json()), (404, json!({ "message": "Not Found" })), "{method} {path}");
    }
    assert_eq!(function.raw_log().matches("platform.start").count(), 1, "the function saw one request alone");
}

#[test]
fn another_kind_takes_the_same_routes() {
    let function = LocalLambda::function(API).http_as(HttpKind::RestApi).spawn();
    assert_eq!(get(function.address(), "/stage").body, b"local");
    let user = LocalLambda::function(USER).http_as(HttpKind::RestApi).spawn();
    let answer = request(user.address(), "PUT", "/users/1", &[], "");
    assert_eq!((answer.status, answer.json()), (403, json!({ "message": "Missing Authentication Token" })));
    assert_eq!(answer.headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
}

/// What `cargo run` prints is an address that works, and the invoke API stays where it is.
#[test]
fn a_browser_is_invited() {
    let program = Program::at(USER).env("LAMBDA_FN_PORT", 0);
    let mut server = Server::start(&program, &[]);
    let said = server.process.says("every other path is HTTP");
    let expected =
        format!("  open http://{}/users/1: every other path is HTTP, as an HTTP API brings it", server.address);
    assert_eq!(said, expected);
    assert_eq!(get(server.address, "/users/1").json()["name"], "Grace");
    let event = json!({ "version": "2.0", "rawPath": "/users/0", "requestContext": { "http": { "method": "GET" } } });
    let answer = post(server.address, "/2015-03-31/functions/user/invocations", &[], event.to_string());
    assert_eq!(answer.json()["statusCode"], 200, "{answer:?}");
    let overridden = Server::start(&program, &["--as", "rest-api"]);
    assert_eq!(request(overridden.address, "PUT", "/users/1", &[], "").status, 403);
}

/// What a client may send, over a real connection, reaches the handler as it is or is refused; the function goes on.
#[test]
fn odd_requests_are_handed_on_or_refused() {
    let function = LocalLambda::function(API).timeout(DEADLINE).spawn();
    let address = function.address();
    let kept = [
        ("/a/../../etc/passwd", "/a/../../etc/passwd"),
        ("/%2e%2e/%2E%2E/x", "/%2e%2e/%2E%2E/x"),
        ("/broken%", "/broken%"),
        ("/broken%zz", "/broken%zz"),
        ("/nul%00", "/nul%00"),
        ("//two//slashes/", "//two//slashes/"),
    ];
    for (sent, path) in kept {
        let answer = get(address, sent);
        assert_eq!((answer.status, &answer.json()["path"]), (200, &json!(path)), "{sent}");
    }
    let many = "a=b&".repeat(10_000);
    let answer = get(address, &format!("/many?{many}"));
    assert_eq!((answer.status, answer.json()["query"].as_str().unwrap().len()), (200, many.len()));
    assert_eq!(get(address, "/injection").status, 500, "a header that would begin another");
    let latin = request(address, "GET", "/latin", &[("X-Latin", "ü")], "").json();
    assert!(latin["headers"].as_array().unwrap().contains(&json!(["x-latin", "ü"])), "{latin}");
    let large = request(address, "POST", "/body", &[("Content-Type", "text/plain")], vec![b'x'; 5 * 1024 * 1024]);
    assert_eq!((large.status, large.body.len()), (200, 5 * 1024 * 1024));
    assert!(function.exits().is_empty());
}
