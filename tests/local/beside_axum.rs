//! The same `Router`, served by `axum::serve` and as a function behind each kind of gateway, side by side: every request gets
//! the same status, headers and body.
//!
//! What differs has its reason:
//!
//! - `connection`, `transfer-encoding` and `content-length` are of one connection, and `date` is of one moment.
//! - Each gateway but load balancers and VPC Lattice adds the id of its request, and each a content type where there is none.
//! - An HTTP API decodes the path, so that `%2F` in a segment is a separator, and a broken escape is text; the function gets
//!   what it decoded, with escapes again.
//! - An HTTP API and a function URL send the values of one header with commas between them, as the handler `echo` joins them;
//!   of a response only a REST API and a load balancer with multi-value headers keep them apart.
//! - A load balancer sends the last value alone of a header and of a parameter, unless it sends multi-value headers.
//! - A REST API, a load balancer and VPC Lattice send parameters by their names, so that their order is lost; a REST API
//!   decodes them.
//! - A load balancer without multi-value headers and VPC Lattice take one cookie of an answer.

#[path = "../functions/http_routes.rs"]
mod routes;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::mpsc;

use lambda_fn::http::Query;
use lambda_fn::testing::{HttpKind, LocalLambda};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::http::{Answer, request};

const FUNCTION: &str = env!("CARGO_BIN_EXE_fixture-http-beside-axum");

/// What a response has of its own: of the connection, the moment, and the gateway.
const OF_ONE_RESPONSE: [&str; 7] =
    ["connection", "transfer-encoding", "content-length", "date", "apigw-requestid", "x-amzn-requestid", "set-cookie"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    HttpApi,
    FunctionUrl,
    RestApi,
    Alb,
    AlbWithMultiValueHeaders,
    VpcLattice,
}

#[derive(Clone, Debug)]
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

/// The values of one header with commas between them, as some gateways send them.
fn headers(answer: &Answer) -> BTreeMap<&str, String> {
    let mut headers = BTreeMap::<_, String>::new();
    for (name, value) in answer.fields.iter().filter(|(name, _)| !OF_ONE_RESPONSE.contains(&name.as_str())) {
        match headers.get_mut(name.as_str()) {
            Some(values) => *values = format!("{values}, {value}"),
            None => drop(headers.insert(name.as_str(), value.clone())),
        }
    }
    headers
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
        1 => select(&["text/html, */*;q=0.1", "image/png"][..]).prop_map(|accepted| ("accept", accepted.to_owned())),
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
    let method = select(&["GET", "GET", "HEAD", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"][..]);
    (method, target(), prop::collection::vec(header(), 0..6), body()).prop_map(
        |(method, target, mut headers, (content_type, body))| {
            headers.extend(content_type.map(|content_type| ("content-type", content_type.to_owned())));
            Request { method, target, headers, body: if matches!(method, "GET" | "HEAD") { Vec::new() } else { body } }
        },
    )
}

impl Kind {
    fn function(self) -> LocalLambda {
        let kind = match self {
            Self::HttpApi => HttpKind::HttpApi,
            Self::FunctionUrl => HttpKind::FunctionUrl,
            Self::RestApi => HttpKind::RestApi,
            Self::Alb | Self::AlbWithMultiValueHeaders => HttpKind::Alb,
            Self::VpcLattice => HttpKind::VpcLattice,
        };
        let function = crate::function(FUNCTION).http_as(kind);
        match self {
            Self::AlbWithMultiValueHeaders => function.multi_value_headers().spawn(),
            _ => function.spawn(),
        }
    }

    fn default_content_type(self) -> &'static str {
        match self {
            Self::HttpApi => "text/plain; charset=utf-8",
            Self::FunctionUrl | Self::RestApi => "application/json",
            Self::Alb | Self::AlbWithMultiValueHeaders | Self::VpcLattice => "application/octet-stream",
        }
    }

    /// The request that axum has to get for the same response.
    fn passed_on(self, request: &Request) -> Request {
        let mut request = request.clone();
        if self == Self::HttpApi {
            request.target = decoded_and_encoded(&request.target);
        }
        if self == Self::Alb {
            let last: BTreeMap<_, _> =
                request.headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), (name, value))).collect();
            request.headers = last.into_values().collect();
        }
        if matches!(self, Self::Alb | Self::AlbWithMultiValueHeaders | Self::VpcLattice) {
            request.target = by_name(&request.target, self == Self::Alb);
        }
        request
    }

    fn cookies(self, mut cookies: Vec<String>) -> Vec<String> {
        match self {
            Self::Alb | Self::VpcLattice => cookies.split_off(cookies.len().saturating_sub(1)),
            _ => cookies,
        }
    }

    /// What a handler says of its request, without the order and the escapes that a REST API does not keep.
    fn body(self, request: &Request, body: &[u8]) -> Value {
        let mut said = serde_json::from_slice(body).unwrap_or_else(|_| json!(body));
        if self == Self::RestApi && request.target.starts_with("/echo") && said.is_object() {
            let target = format!("/?{}", said["query"].as_str().unwrap()).parse().unwrap();
            let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&target).unwrap();
            said["query"] = json!(pairs);
            sort_by_name(&mut said["query"]);
        }
        if self == Self::RestApi && request.target.starts_with("/query") {
            sort_by_name(&mut said);
        }
        said
    }
}

/// The values of a name stay in their order.
fn sort_by_name(pairs: &mut Value) {
    if let Some(pairs) = pairs.as_array_mut() {
        pairs.sort_by_key(|pair| pair[0].as_str().map(str::to_owned));
    }
}

/// A path without its escapes, and then with those that it needs.
fn decoded_and_encoded(target: &str) -> String {
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let is_escaped = |byte: u8| !byte.is_ascii_graphic() || b"%?\"#<>\\^`{|}".contains(&byte);
    let encode = |byte: u8| if is_escaped(byte) { format!("%{byte:02X}") } else { char::from(byte).to_string() };
    let path: String = decoded.bytes().map(encode).collect();
    query.map_or(path.clone(), |query| format!("{path}?{query}"))
}

/// Parameters as a map has them, with their escapes.
fn by_name(target: &str, last_alone: bool) -> String {
    let Some((path, query)) = target.split_once('?') else { return target.to_owned() };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut values = BTreeMap::<_, Vec<_>>::new();
    for (name, value) in pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))) {
        values.entry(name).or_default().push(value);
    }
    let kept = values.into_iter().flat_map(|(name, values)| {
        let first = if last_alone { values.len() - 1 } else { 0 };
        values.into_iter().skip(first).map(move |value| format!("{name}={value}"))
    });
    format!("{path}?{}", kept.collect::<Vec<_>>().join("&"))
}

fn sent(address: SocketAddr, generated: &Request) -> Answer {
    let Request { method, target, headers, body } = generated;
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    request(address, method, target, &headers, body)
}

fn every_request_gets_the_same_response(kind: Kind) {
    let function = kind.function();
    let served = axum();
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 300, failure_persistence: None, ..Config::default() },
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let statuses = RefCell::new(BTreeMap::<u16, u32>::new());
    let ran = runner.run(&any_request(), |generated| {
        let expected = sent(served, &kind.passed_on(&generated));
        let answer = sent(function.address(), &generated);
        *statuses.borrow_mut().entry(expected.status).or_default() += 1;
        prop_assert_eq!(answer.status, expected.status, "{:?} {:?}", generated, answer);
        prop_assert_eq!(kind.body(&generated, &answer.body), kind.body(&generated, &expected.body), "{:?}", generated);
        let (mut headers, expected_headers) = (headers(&answer), headers(&expected));
        if !expected_headers.contains_key("content-type") {
            let added = headers.remove("content-type");
            prop_assert_eq!(added.as_deref(), Some(kind.default_content_type()));
        }
        prop_assert_eq!(headers, expected_headers, "{:?}", generated);
        prop_assert_eq!(answer.cookies, kind.cookies(expected.cookies));
        Ok(())
    });
    if let Err(difference) = ran {
        panic!("{difference}");
    }
    // the requests are of many kinds, not all of them refused
    let statuses = statuses.into_inner();
    assert!(statuses.get(&200).is_some_and(|count| *count > 75), "{statuses:?}");
    assert!(statuses.len() > 5, "{statuses:?}");
}

macro_rules! each_kind {
    ($($name:ident: $kind:ident,)+) => {$(
        #[test]
        fn $name() {
            every_request_gets_the_same_response(Kind::$kind);
        }
    )+};
}

each_kind! {
    behind_an_http_api: HttpApi,
    behind_a_function_url: FunctionUrl,
    behind_a_rest_api: RestApi,
    behind_a_load_balancer: Alb,
    behind_a_load_balancer_with_multi_value_headers: AlbWithMultiValueHeaders,
    behind_vpc_lattice: VpcLattice,
}
