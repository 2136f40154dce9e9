//! The real binary, whose response comes in pieces.

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};

fn request(path: &str, query: &str) -> Value {
    json!({
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {},
        "requestContext": { "http": { "method": "GET", "path": path } },
    })
}

/// The prelude, and the body behind the eight NULs.
fn response(path: &str, query: &str) -> (Value, String) {
    let function = LocalLambda::spawn(env!("CARGO_BIN_EXE_stream"));
    let invocation = function.invoke(&request(path, query));
    let bytes = invocation.result().expect("it is streamed to its end");
    let place = bytes.windows(8).position(|window| window == [0; 8]).expect("the prelude ends in NULs");
    let prelude = serde_json::from_slice(&bytes[..place]).expect("the prelude is JSON");
    (prelude, String::from_utf8_lossy(&bytes[place + 8..]).into_owned())
}

#[test]
fn events_are_sent_as_the_browser_reads_them() {
    let (prelude, body) = response("/events", "from=2&pause=1");
    assert_eq!(prelude["headers"]["content-type"], "text/event-stream");
    assert_eq!(
        body,
        "id: 2\nevent: tick\ndata: 2\n\nid: 1\nevent: tick\ndata: 1\n\nid: 0\nevent: done\ndata: lift-off\n\n"
    );
}

#[test]
fn the_page_is_there() {
    let (prelude, body) = response("/", "");
    assert_eq!(
        (&prelude["statusCode"], &prelude["headers"]["content-type"]),
        (&json!(200), &json!("text/html; charset=utf-8"))
    );
    assert!(body.contains("new EventSource"));
}

#[test]
fn what_is_refused_is_a_problem() {
    let (prelude, body) = response("/events", "from=1000");
    assert_eq!(prelude["statusCode"], 400);
    assert!(body.contains("`from` is at most 60"), "{body}");
}
