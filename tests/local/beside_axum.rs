//! The same `Router`, served by `axum::serve` and as a function behind a function URL, side by side: every request gets the
//! same status, headers and body.
//!
//! What differs has its reason: `connection`, `transfer-encoding` and `content-length` are of one connection, `date` is of
//! one moment, and a function URL adds the ids of its request, and a content type where there is none.

#[path = "../functions/http_routes.rs"]
mod routes;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::mpsc;

use lambda_fn::testing::{HttpKind, LocalLambda};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use crate::http::{Answer, request};

const FUNCTION: &str = env!("CARGO_BIN_EXE_fixture-http-beside-axum");

const OF_THE_CONNECTION: [&str; 6] =
    ["connection", "transfer-encoding", "content-length", "date", "x-amzn-requestid", "x-amzn-trace-id"];

#[derive(Debug)]
struct Request {
    method: &'static str,
    target: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// Serves the routes on a thread of their own, which ends with the process of the tests.
fn axum() -> SocketAddr {
    let (tell, address) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            axum::serve(listener, routes::routes()).await.unwrap();
        });
    });
    address.recv().unwrap()
}

fn headers(answer: &Answer) -> BTreeMap<&str, &str> {
    let headers = answer.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    headers.filter(|(name, _)| !OF_THE_CONNECTION.contains(name)).collect()
}

fn segment() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9._~!$&'()*+,;=:@-]{1,6}".prop_map(String::from),
        2 => select(&["%20", "%2F", "%2e%2E", "%C3%BC", "%00", "%ff", "..", "%25", "%zz", "%"][..]).prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..3).prop_map(|pieces| pieces.concat())
}

fn query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z]{1,4}=[a-zA-Z0-9+._~-]{0,6}".prop_map(String::from),
        1 => select(&["a=%20b", "a=1&a=2", "=", "a", "%C3%BC=%26", "a=b=c", "%ff=1", "x[]=1", "a=%"][..]).prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| match pieces.is_empty() {
        true => String::new(),
        false => format!("?{}", pieces.join("&")),
    })
}

fn target() -> impl Strategy<Value = String> {
    let path = prop_oneof![
        3 => Just("/echo".to_owned()),
        2 => (segment(), segment()).prop_map(|(one, two)| format!("/segments/{one}/{two}")),
        1 => segment().prop_map(|number| format!("/number/{number}")),
        1 => (0..700u32).prop_map(|number| format!("/number/{number}")),
        2 => prop::collection::vec(segment(), 1..4).prop_map(|rest| format!("/rest/{}", rest.join("/"))),
        2 => Just("/query".to_owned()),
        1 => Just("/json".to_owned()),
        1 => Just("/form".to_owned()),
        1 => Just("/text".to_owned()),
        2 => select(&["text/plain", "image/png", "application/octet-stream", "application/json"][..]).prop_map(|kind| format!("/bytes/{kind}")),
        1 => (200..600u16).prop_map(|status| format!("/status/{status}")),
        1 => Just("/headers".to_owned()),
        1 => segment().prop_map(|nowhere| format!("/{nowhere}")),
    ];
    (path, query()).prop_map(|(path, query)| path + &query)
}

fn header() -> impl Strategy<Value = (&'static str, String)> {
    prop_oneof![
        3 => (select(&["x-test", "X-Test-Case", "x-test-2"][..]), "[ -~]{0,12}").prop_map(|(name, value)| (name, value.trim().to_owned())),
        1 => Just(("accept", "text/html, */*;q=0.1".to_owned())),
        1 => "[a-z]{1,5}=[a-z0-9]{1,5}(; [a-z]{1,5}=[a-z0-9]{1,5}){0,2}".prop_map(|cookies| ("cookie", cookies)),
        1 => Just(("authorization", "Bearer a.b.c".to_owned())),
    ]
}

fn body() -> impl Strategy<Value = (Option<&'static str>, Vec<u8>)> {
    let kinds = &[
        None,
        Some("application/json"),
        Some("application/x-www-form-urlencoded"),
        Some("text/plain"),
        Some("image/png"),
    ][..];
    let bytes = prop_oneof![
        2 => Just(Vec::new()),
        2 => prop::collection::vec(any::<u8>(), 1..200),
        2 => ".{1,40}".prop_map(String::into_bytes),
        1 => select(&["{\"a\": [1, null]}", "[1,", "a=1&b=%20", "\"text\"", "\0\0"][..]).prop_map(|text| text.as_bytes().to_vec()),
    ];
    (select(kinds), bytes)
}

fn any_request() -> impl Strategy<Value = Request> {
    let method = select(&["GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"][..]);
    (method, target(), prop::collection::vec(header(), 0..4), body()).prop_map(
        |(method, target, mut headers, (content_type, body))| {
            headers.extend(content_type.map(|content_type| ("content-type", content_type.to_owned())));
            Request { method, target, headers, body: if method == "GET" { Vec::new() } else { body } }
        },
    )
}

#[test]
fn every_request_gets_the_same_response() {
    let function = LocalLambda::function(FUNCTION).http_as(HttpKind::FunctionUrl).spawn();
    let served = axum();
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 400, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut statuses = BTreeMap::<u16, u32>::new();
    let statuses_seen = std::cell::RefCell::new(&mut statuses);
    let ran = runner.run(&any_request(), |generated| {
        let Request { method, target, headers: sent, body } = &generated;
        let sent: Vec<_> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let expected = request(served, method, target, &sent, body);
        let answer = request(function.address(), method, target, &sent, body);
        *statuses_seen.borrow_mut().entry(expected.status).or_default() += 1;
        prop_assert_eq!(answer.status, expected.status, "{:?} {:?}", generated, answer);
        prop_assert_eq!(&answer.body, &expected.body, "{:?}", generated);
        let (mut headers, expected_headers) = (headers(&answer), headers(&expected));
        if !expected_headers.contains_key("content-type") {
            prop_assert_eq!(headers.remove("content-type"), Some("application/json"));
        }
        prop_assert_eq!(headers, expected_headers, "{:?}", generated);
        prop_assert_eq!(answer.cookies, expected.cookies);
        Ok(())
    });
    if let Err(difference) = ran {
        panic!("{difference}");
    }
    // the requests are of many kinds, not all of them refused
    assert!(statuses.get(&200).is_some_and(|count| *count > 100), "{statuses:?}");
    assert!(statuses.len() > 5, "{statuses:?}");
}
