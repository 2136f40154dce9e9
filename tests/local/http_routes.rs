//! A function whose attribute says `http(…)` is a web server on the same port, with the kind and routes that it says.

use lambda_fn::testing::HttpKind;
use serde_json::json;

use crate::http::{get, post, request};
use crate::server::Server;
use tests::Program;

const USER: &str = env!("CARGO_BIN_EXE_fixture-http-user");
const OVERLAPPING: &str = env!("CARGO_BIN_EXE_fixture-http-overlapping");
const API: &str = env!("CARGO_BIN_EXE_fixture-http-api");

#[test]
fn the_description_says_how_http_is_served() {
    let function = crate::function(USER).spawn();
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
    let function = crate::function(API).http_as(HttpKind::RestApi).spawn();
    assert_eq!(get(function.address(), "/stage").body, b"local");
    let user = crate::function(USER).http_as(HttpKind::RestApi).spawn();
    let answer = request(user.address(), "PUT", "/users/1", &[], "");
    assert_eq!((answer.status, answer.json()), (403, json!({ "message": "Missing Authentication Token" })));
    assert_eq!(answer.headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
    // it has the route, but reads the events of an HTTP API
    assert_eq!(get(user.address(), "/users/1").status, 502);
}

/// Whatever the gateway finds a route for reaches the handler, by the path and method of a less specific route too.
#[test]
fn overlapping_routes_are_those_of_the_gateway() {
    const NO_ROUTE: &[u8] = br#"{"message":"Not Found"}"#;
    let function = crate::function(OVERLAPPING).spawn();
    let mut taken = Vec::new();
    for path in ["/a", "/a/b", "/a/c", "/c/b", "/all/one", "/all/two", "/c"] {
        for method in ["GET", "POST", "PUT", "DELETE"] {
            let answer = request(function.address(), method, path, &[], "");
            match answer.status {
                200 => {
                    assert_eq!(answer.body, format!("the handler of {method}").as_bytes());
                    taken.push(format!("{method} {path}"));
                }
                // the gateway's own words: the function would send problem details
                status => assert_eq!((status, &answer.body[..]), (404, NO_ROUTE), "{method} {path}"),
            }
        }
    }
    let expected = [
        "GET /a",
        "POST /a",
        "POST /a/b",
        "PUT /a/b",
        "DELETE /a/b",
        "POST /a/c",
        "PUT /a/c",
        "POST /c/b",
        "GET /all/one",
        "POST /all/one",
        "PUT /all/one",
        "DELETE /all/one",
        "GET /all/two",
        "POST /all/two",
        "PUT /all/two",
        "DELETE /all/two",
        "POST /c",
    ];
    assert_eq!(taken, expected);
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
    let mut url = Server::start(&program, &["--as", "function-url"]);
    let said = url.process.says("every other path is HTTP");
    assert!(said.contains("/users/1: "), "a path that the function serves, where the gateway has no routes: {said}");
    let mut overridden = Server::start(&program, &["--as", "rest-api"]);
    assert_eq!(request(overridden.address, "PUT", "/users/1", &[], "").status, 403);
    let said = overridden.process.says("every request will fail");
    assert_eq!(
        said,
        "  the function reads events as an HTTP API brings them: every request will fail; write `kind = \"any\"`, or run it as that kind"
    );
}

/// What a client may send, over a real connection, reaches the handler as it is or is refused; the function goes on.
#[test]
fn odd_requests_are_handed_on_or_refused() {
    let function = crate::function(API).spawn();
    let of_a_url = crate::function(API).http_as(HttpKind::FunctionUrl).spawn();
    let address = function.address();
    // an HTTP API decodes the path, and what it leaves of a `%` is none of an escape
    let paths = [
        ("/a/../../etc/passwd", "/a/../../etc/passwd"),
        ("/%2e%2e/%2E%2E/x", "/../../x"),
        ("/%252e%252e/x", "/%252e%252e/x"),
        ("/broken%", "/broken%25"),
        ("/broken%zz", "/broken%25zz"),
        ("/nul%00", "/nul%00"),
        ("//two//slashes/", "//two//slashes/"),
    ];
    for (sent, decoded) in paths {
        for (address, path) in [(address, decoded), (of_a_url.address(), sent)] {
            let answer = get(address, sent);
            assert_eq!((answer.status, &answer.json()["path"]), (200, &json!(path)), "{sent}");
        }
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
