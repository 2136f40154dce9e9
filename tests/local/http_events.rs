//! `--as`: a real request becomes the event that AWS makes of it, and the function's answer a real response.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use aws_lambda_events::alb::AlbTargetGroupRequest;
use aws_lambda_events::apigw::{ApiGatewayProxyRequest, ApiGatewayV2httpRequest};
use aws_lambda_events::lambda_function_urls::LambdaFunctionUrlRequest;
use lambda_fn::testing::{Fault, HttpKind, LocalLambda};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use tests::{Program, fixtures};

use crate::http::{Answer, PATH, get, post, request, send};
use crate::server::Server;
use crate::{HTTP, STREAM, chaos, raw};

const KINDS: [HttpKind; 5] =
    [HttpKind::HttpApi, HttpKind::FunctionUrl, HttpKind::RestApi, HttpKind::Alb, HttpKind::VpcLattice];

fn http_as(kind: HttpKind) -> LocalLambda {
    crate::function(HTTP).http_as(kind).spawn()
}

/// What comes of an answer of the function.
fn answered(function: &LocalLambda, answer: &Value) -> Answer {
    request(function.address(), "GET", "/", &[("Answer", &answer.to_string())], "")
}

/// The event of a request with everything in it.
fn full_event(kind: HttpKind) -> Value {
    let headers = [
        ("Accept", "text/html"),
        ("Accept", "*/*"),
        ("Cookie", "a=1; b=2"),
        ("User-Agent", "test"),
        ("Content-Type", "text/plain"),
        ("X-Latin", "ü"),
    ];
    let answer = request(http_as(kind).address(), "PUT", "/a%20b?x=1&x=%C3%BC+2", &headers, "body");
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

fn plain_event(kind: HttpKind) -> Value {
    get(http_as(kind).address(), "/").json()
}

#[test]
fn events_decode_as_those_of_aws() {
    let values = |headers: &http::HeaderMap, name: &str| {
        headers
            .get_all(name)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect::<Vec<_>>()
    };
    let v2: ApiGatewayV2httpRequest = serde_json::from_value(full_event(HttpKind::HttpApi)).unwrap();
    assert_eq!(v2.request_context.http.method, "PUT");
    assert_eq!((v2.raw_path.as_deref(), v2.raw_query_string.as_deref()), (Some("/a b"), Some("x=1&x=%C3%BC+2")));
    assert_eq!(
        (values(&v2.headers, "accept"), values(&v2.headers, "x-latin")),
        (vec!["text/html,*/*".to_owned()], vec!["ü".to_owned()])
    );
    assert_eq!((v2.cookies.unwrap(), v2.body.as_deref()), (vec!["a=1".to_owned(), "b=2".to_owned()], Some("body")));
    assert_eq!(v2.query_string_parameters.all("x"), Some(vec!["1", "ü 2"]));

    let url: LambdaFunctionUrlRequest = serde_json::from_value(full_event(HttpKind::FunctionUrl)).unwrap();
    assert_eq!(url.request_context.account_id.as_deref(), Some("anonymous"));
    assert_eq!(url.request_context.http.source_ip.as_deref(), Some("127.0.0.1"));
    assert_eq!((url.query_string_parameters["x"].as_str(), url.body.as_deref()), ("1,ü 2", Some("body")));

    let rest: ApiGatewayProxyRequest = serde_json::from_value(full_event(HttpKind::RestApi)).unwrap();
    assert_eq!(
        (rest.http_method.as_str(), rest.path.as_deref(), rest.body.as_deref()),
        ("PUT", Some("/a%20b"), Some("body"))
    );
    assert_eq!(values(&rest.multi_value_headers, "accept"), ["text/html", "*/*"]);
    assert_eq!(rest.multi_value_query_string_parameters.all("x"), Some(vec!["1", "ü 2"]));
    assert_eq!(rest.request_context.identity.user_agent.as_deref(), Some("test"));

    let alb: AlbTargetGroupRequest = serde_json::from_value(full_event(HttpKind::Alb)).unwrap();
    assert_eq!(
        (alb.http_method.as_str(), alb.path.as_deref(), alb.body.as_deref()),
        ("PUT", Some("/a%20b"), Some("body"))
    );
    assert_eq!(
        (values(&alb.headers, "accept"), alb.query_string_parameters.first("x")),
        (vec!["*/*".to_owned()], Some("%C3%BC+2"))
    );
}

#[test]
fn events_without_anything_decode_too() {
    serde_json::from_value::<ApiGatewayV2httpRequest>(plain_event(HttpKind::HttpApi)).unwrap();
    serde_json::from_value::<LambdaFunctionUrlRequest>(plain_event(HttpKind::FunctionUrl)).unwrap();
    serde_json::from_value::<ApiGatewayProxyRequest>(plain_event(HttpKind::RestApi)).unwrap();
    serde_json::from_value::<AlbTargetGroupRequest>(plain_event(HttpKind::Alb)).unwrap();
}

/// A real event out of the published package.
pub(crate) fn sample(name: &str) -> Value {
    let file = fixtures().join(format!("example-{name}.json"));
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

/// The places at which two events differ in their keys, or in the kinds of their values. `null` is of any kind, and the
/// keys of headers and parameters are the sender's.
pub(crate) fn differences(place: &str, ours: &Value, sample: &Value, allowed: &[&str]) -> Vec<String> {
    match (ours, sample) {
        (Value::Object(ours), Value::Object(sample)) if !place.ends_with("eaders") && !place.ends_with("arameters") => {
            let keys: std::collections::BTreeSet<_> = ours.keys().chain(sample.keys()).collect();
            let keys = keys.into_iter().filter(|key| !allowed.contains(&key.as_str()));
            keys.flat_map(|key| match (ours.get(key), sample.get(key)) {
                (Some(ours), Some(sample)) => differences(&format!("{place}.{key}"), ours, sample, allowed),
                _ => vec![format!("{place}.{key}")],
            })
            .collect()
        }
        (Value::Null, _) | (_, Value::Null) => Vec::new(),
        _ if std::mem::discriminant(ours) == std::mem::discriminant(sample) => Vec::new(),
        _ => vec![place.to_owned()],
    }
}

#[test]
fn events_have_the_keys_and_kinds_of_values_of_real_ones() {
    // what only authorizers, client certificates, stage variables, and routes with variables bring
    let v2 = ["authorizer", "authentication", "stageVariables", "pathParameters"];
    let cases = [
        (full_event(HttpKind::HttpApi), "apigw-v2-request-multi-value-parameters", v2.as_slice()),
        (plain_event(HttpKind::HttpApi), "apigw-v2-request-no-authorizer", &v2),
        (full_event(HttpKind::FunctionUrl), "apigw-v2-request-multi-value-parameters", &v2),
        (plain_event(HttpKind::FunctionUrl), "apigw-v2-request-no-authorizer", &v2),
        (full_event(HttpKind::RestApi), "apigw-console-test-request", &["apiKey", "apiKeyId"]),
        (plain_event(HttpKind::RestApi), "apigw-console-test-request", &["apiKey", "apiKeyId"]),
        // the sample of a `GET` lacks the body that the load balancer's guide has even there
        (full_event(HttpKind::Alb), "alb-lambda-target-request-headers-only", &["body"]),
        (plain_event(HttpKind::Alb), "alb-lambda-target-request-headers-only", &["body"]),
        // IAM brings the rest
        (full_event(HttpKind::VpcLattice), "vpc-lattice-v2-request", &["principal", "principalOrgID", "type"]),
        (plain_event(HttpKind::VpcLattice), "vpc-lattice-v2-request", &["principal", "principalOrgID", "type"]),
    ];
    for (event, name, allowed) in cases {
        assert_eq!(differences("", &event, &sample(name), allowed), [""; 0], "{name}: {event}");
    }
}

/// The form of a time: digits and letters as `9` and `a`.
fn form(time: &Value) -> String {
    let form = |c: char| {
        if c.is_ascii_digit() {
            '9'
        } else if c.is_ascii_alphabetic() {
            'a'
        } else {
            c
        }
    };
    time.as_str().unwrap().chars().map(form).collect()
}

#[test]
fn times_have_the_form_of_real_ones() {
    let (ours, real) = (plain_event(HttpKind::HttpApi), sample("apigw-v2-request-no-authorizer"));
    assert_eq!(form(&ours["requestContext"]["time"]), form(&real["requestContext"]["time"]));
    let (ours, real) = (plain_event(HttpKind::RestApi), sample("apigw-request"));
    assert_eq!(form(&ours["requestContext"]["requestTime"]), form(&real["requestContext"]["requestTime"]));
}

#[test]
fn the_request_s_id_is_the_invocation_s() {
    let function = http_as(HttpKind::FunctionUrl);
    let answer = get(function.address(), "/");
    assert_eq!(answer.json()["requestContext"]["requestId"], answer.headers["x-amzn-requestid"]);
    assert_eq!(get(http_as(HttpKind::HttpApi).address(), "/").headers["apigw-requestid"].len(), 36);
}

#[test]
fn an_answer_is_the_response() {
    let answer = json!({
        "statusCode": 418,
        "headers": { "Content-Type": "text/css", "X-A": "1", "Connection": "x-hop", "X-Hop": "1", "Content-Length": "7" },
        "body": "AP8=",
        "isBase64Encoded": true,
    });
    for kind in KINDS {
        let response = answered(&http_as(kind), &answer);
        assert_eq!((response.status, response.body.as_slice()), (418, [0, 255].as_slice()), "{kind:?}");
        let mut names: Vec<_> = response.headers.keys().map(String::as_str).collect();
        names.retain(|name| !name.ends_with("-requestid"));
        names.sort_unstable();
        assert_eq!(names, ["connection", "content-length", "content-type", "date", "x-a"], "no more, such as CORS");
        assert_eq!((response.headers["connection"].as_str(), response.headers["x-a"].as_str()), ("close", "1"));
    }
}

#[test]
fn cookies_are_set_one_by_one() {
    let response = answered(&http_as(HttpKind::HttpApi), &json!({ "statusCode": 200, "cookies": ["a=1", "b=2"] }));
    assert_eq!(response.cookies, ["a=1", "b=2"]);
    let several = json!({ "statusCode": 200, "multiValueHeaders": { "set-cookie": ["a=1", "b=2"] } });
    assert_eq!(answered(&http_as(HttpKind::RestApi), &several).cookies, ["a=1", "b=2"]);
}

/// `alb`, of a target group with `lambda.multi_value_headers.enabled`.
fn with_multi_value_headers() -> LocalLambda {
    crate::function(HTTP).http_as(HttpKind::Alb).multi_value_headers().spawn()
}

#[test]
fn a_load_balancer_with_multi_value_headers_sends_and_takes_every_value() {
    let function = with_multi_value_headers();
    let event = request(function.address(), "GET", "/?x=1&x=%C3%BC", &[("X-A", "1"), ("X-A", "2")], "").json();
    assert_eq!(event["multiValueHeaders"]["x-a"], json!(["1", "2"]));
    assert_eq!(event["multiValueQueryStringParameters"], json!({ "x": ["1", "%C3%BC"] }));
    let real = sample("alb-lambda-target-request-multivalue-headers");
    assert_eq!(differences("", &event, &real, &["body"]), [""; 0], "{event}");
    serde_json::from_value::<AlbTargetGroupRequest>(event).unwrap();

    let answer = json!({
        "statusCode": 200,
        "headers": { "x-a": "not looked at" },
        "multiValueHeaders": { "set-cookie": ["a=1", "b=2"], "x-b": ["3"] },
    });
    let response = answered(&function, &answer);
    assert_eq!(
        (response.cookies.as_slice(), response.headers["x-b"].as_str()),
        (&["a=1", "b=2"].map(String::from)[..], "3")
    );
    assert_eq!(response.headers.get("x-a"), None);
}

#[test]
fn multi_value_headers_are_an_option_of_the_command_line() {
    let program = Program::at(HTTP).env("LAMBDA_FN_PORT", 0);
    let server = Server::start(&program, &["--as", "alb", "--multi-value-headers"]);
    let event = request(server.address, "GET", "/?x=1&x=2", &[], "").json();
    assert_eq!(event["multiValueQueryStringParameters"], json!({ "x": ["1", "2"] }));
    for args in [&["--multi-value-headers"][..], &["--as", "rest-api", "--multi-value-headers"]] {
        let ended = program.output(args);
        assert_eq!(ended.status.code(), Some(1));
        let expected = "error: `--multi-value-headers` is for a load balancer; add `--as alb`, or remove it";
        assert_eq!(ended.stderr, [expected]);
    }
}

#[test]
#[should_panic(expected = "the function is not behind a load balancer")]
fn multi_value_headers_of_another_kind_are_refused() {
    let _ = crate::function(HTTP).http_as(HttpKind::RestApi).multi_value_headers();
}

#[test]
fn anything_else_is_the_body_of_a_200_where_the_format_says_so() {
    for kind in [HttpKind::HttpApi, HttpKind::FunctionUrl] {
        for answer in [json!({ "a": [1, "ü"] }), json!(null), json!("text"), json!(7)] {
            let response = answered(&http_as(kind), &answer);
            assert_eq!((response.status, response.headers["content-type"].as_str()), (200, "application/json"));
            assert_eq!(response.json(), answer);
        }
    }
}

#[test]
fn every_method_reaches_the_function() {
    let function = http_as(HttpKind::Alb);
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"] {
        let answer = request(function.address(), method, "/path", &[], "");
        assert_eq!((answer.status, &answer.json()["httpMethod"]), (200, &json!(method)));
    }
    let head = request(function.address(), "HEAD", "/", &[], "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_ne!(head.headers["content-length"], "0", "it is that of the body which `GET` has");
    let all = send(function.address(), b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(String::from_utf8(all).unwrap().contains(r#""path":"*""#));
}

#[test]
fn a_status_without_a_body_has_none() {
    let function = http_as(HttpKind::FunctionUrl);
    for status in [204, 304] {
        let response = answered(&function, &json!({ "statusCode": status, "body": "text" }));
        assert_eq!((response.status, response.body.len()), (status, 0));
    }
}

#[test]
fn a_load_balancer_s_reason_phrase_is_that_of_the_answer() {
    let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
                   Answer: {\"statusCode\":200,\"statusDescription\":\"200 Fine\"}\r\n\r\n";
    let response = send(http_as(HttpKind::Alb).address(), request.as_bytes());
    assert!(response.starts_with(b"HTTP/1.1 200 Fine\r\n"), "{:?}", String::from_utf8_lossy(&response));
}

/// What clients read of a failure of each kind: status and body.
#[track_caller]
fn fails(kind: HttpKind, answer: &Answer, status: u16, message: &str) {
    let body = String::from_utf8(answer.body.clone()).unwrap();
    assert_eq!(answer.status, status, "{kind:?}: {body}");
    match kind {
        HttpKind::HttpApi | HttpKind::RestApi => assert_eq!(answer.json(), json!({ "message": message })),
        HttpKind::FunctionUrl | HttpKind::VpcLattice => assert_eq!(body, message),
        _ => {
            assert_eq!(answer.headers["content-type"], "text/html");
            assert!(body.contains(&format!("<h1>{status} {message}</h1>")), "{body}");
        }
    }
}

const BAD_GATEWAY: [(HttpKind, &str); 5] = [
    (HttpKind::HttpApi, "Internal Server Error"),
    (HttpKind::FunctionUrl, "Internal Server Error"),
    (HttpKind::RestApi, "Internal server error"),
    (HttpKind::Alb, "Bad Gateway"),
    (HttpKind::VpcLattice, "Bad Gateway"),
];

#[test]
fn a_function_error_is_a_502_and_the_next_request_is_served() {
    for (kind, message) in BAD_GATEWAY {
        let function = http_as(kind);
        for answer in ["fail", "exit", "{"] {
            let response = request(function.address(), "GET", "/", &[("Answer", answer)], "");
            fails(kind, &response, 502, message);
        }
        assert_eq!(get(function.address(), "/").status, 200);
    }
}

#[test]
fn a_malformed_answer_is_a_502() {
    let answers = [
        json!({ "statusCode": "soon" }),
        json!({ "statusCode": 200, "headers": { "x-a": "1\r\nx-b: 2" } }),
        json!({ "statusCode": 200, "headers": { "x a": "1" } }),
        json!({ "statusCode": 200, "body": "%", "isBase64Encoded": true }),
        json!({ "statusCode": 200, "body": {} }),
    ];
    for (kind, message) in BAD_GATEWAY {
        let function = http_as(kind);
        for answer in &answers {
            fails(kind, &answered(&function, answer), 502, message);
        }
    }
    for (kind, message) in &BAD_GATEWAY[2..] {
        fails(*kind, &answered(&http_as(*kind), &json!({ "body": "no status" })), 502, message);
    }
}

#[test]
fn a_timeout_is_the_gateway_s() {
    let cases = [
        (HttpKind::HttpApi, 504, "Gateway Timeout"),
        (HttpKind::FunctionUrl, 502, "Internal Server Error"),
        (HttpKind::RestApi, 504, "Endpoint request timed out"),
        (HttpKind::Alb, 502, "Bad Gateway"),
        (HttpKind::VpcLattice, 502, "Bad Gateway"),
    ];
    for (kind, status, message) in cases {
        let function = http_as(kind);
        function.inject(Fault::Timeout);
        fails(kind, &get(function.address(), "/"), status, message);
    }
}

#[test]
fn a_request_without_a_free_environment_is_throttled() {
    let cases = [
        (HttpKind::HttpApi, 500, "Internal Server Error"),
        (HttpKind::FunctionUrl, 429, "Rate Exceeded."),
        (HttpKind::RestApi, 500, "Internal server error"),
        (HttpKind::Alb, 502, "Bad Gateway"),
        (HttpKind::VpcLattice, 502, "Bad Gateway"),
    ];
    for (kind, status, message) in cases {
        let function = crate::function(HTTP).http_as(kind).concurrency(0).spawn();
        fails(kind, &get(function.address(), "/"), status, message);
    }
}

/// A request whose body has so many bytes of text.
fn sized(function: &LocalLambda, bytes: usize) -> Answer {
    let headers = [("Content-Type", "text/plain"), ("Answer", "length")];
    request(function.address(), "POST", "/", &headers, vec![b'x'; bytes])
}

#[test]
fn what_is_too_large_is_a_413() {
    let cases = [
        (HttpKind::HttpApi, 10_485_760, "Request Entity Too Large"),
        (HttpKind::FunctionUrl, 6_291_456, "Request Entity Too Large"),
        (HttpKind::RestApi, 10_485_760, "Request Too Long"),
        (HttpKind::Alb, 1_048_576, "Request Entity Too Large"),
        (HttpKind::VpcLattice, 6_291_456, "Request Entity Too Large"),
    ];
    for (kind, limit, message) in cases {
        let function = http_as(kind);
        fails(kind, &sized(&function, limit + 1), 413, message);
        if limit > 6_000_000 {
            // the event has more bytes than the body
            fails(kind, &sized(&function, 6_291_456), 413, message);
            assert_eq!(sized(&function, 6_280_000).json(), 6_280_000);
            let binary = request(function.address(), "POST", "/", &[("Answer", "length")], vec![0; 5_000_000]);
            fails(kind, &binary, 413, message);
        } else {
            assert_eq!(sized(&function, limit).json(), limit);
        }
    }
}

#[test]
fn an_answer_over_1_mb_is_too_large_for_a_load_balancer() {
    for (kind, status) in [(HttpKind::Alb, 502), (HttpKind::FunctionUrl, 200)] {
        assert_eq!(request(http_as(kind).address(), "GET", "/", &[("Answer", "large")], "").status, status);
    }
}

#[test]
fn the_invoke_api_stays_beside_http() {
    let function = http_as(HttpKind::FunctionUrl);
    assert_eq!(post(function.address(), PATH, &[], r#"{"headers":{"answer":"[1]"}}"#).json(), json!([1]));
    assert_eq!(get(function.address(), PATH).json()["rawPath"], PATH, "the API has no `GET`");
    assert_eq!(get(chaos().address(), "/").status, 404, "nobody asked for HTTP");
}

#[test]
fn a_stream_is_passed_on_as_it_comes() {
    let function = crate::command(STREAM).http_as(HttpKind::FunctionUrl).spawn();
    let gate = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = TcpStream::connect(function.address()).unwrap();
    // against a hang, where the first piece waits for the second
    client.set_read_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
    let gate_address = gate.local_addr().unwrap();
    write!(client, "GET /?gate={gate_address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut begun = Vec::new();
    while !begun.ends_with(b"one\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte).unwrap();
        begun.push(byte[0]);
    }
    let begun = String::from_utf8(begun).unwrap();
    assert!(begun.starts_with("HTTP/1.1 201 Created\r\n"), "{begun}");
    for header in [
        "content-type: text/event-stream",
        "x-a: 1",
        "set-cookie: a=1",
        "set-cookie: b=2",
        "transfer-encoding: chunked",
    ] {
        assert!(begun.contains(&format!("\r\n{header}\r\n")), "{header} in {begun}");
    }
    drop(gate.accept().unwrap());
    let mut rest = String::new();
    client.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "3\r\ntwo\r\n0\r\n\r\n");
}

#[test]
fn a_client_that_goes_away_in_a_stream_holds_up_nobody() {
    let function = crate::command(STREAM).http_as(HttpKind::FunctionUrl).concurrency(1).spawn();
    let gate = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = format!("/?gate={}", gate.local_addr().unwrap());
    let mut client = TcpStream::connect(function.address()).unwrap();
    write!(client, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    client.read_exact(&mut [0; 15]).unwrap();
    drop(client);
    drop(gate.accept().unwrap());
    std::thread::spawn(move || gate.incoming().for_each(drop));
    // the only environment is not free at once
    let answer =
        std::iter::repeat_with(|| get(function.address(), &target)).find(|answer| answer.status != 429).unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (201, b"onetwo".as_slice()));
}

#[test]
fn a_stream_ends_as_it_is_told_to() {
    let url = raw().http_as(HttpKind::FunctionUrl).spawn();
    let whole = get(url.address(), "/prelude");
    assert_eq!((whole.status, whole.body.as_slice()), (200, b"onetwo".as_slice()));
    assert_eq!(whole.headers["content-type"], "application/octet-stream");
    assert_eq!(get(url.address(), "/stream").body, b"onetwo", "without a prelude it is an answer like any other");

    let request = b"GET /prelude-error HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let broken_off = String::from_utf8(send(url.address(), request)).unwrap();
    assert!(broken_off.starts_with("HTTP/1.1 200 OK\r\n"), "{broken_off}");
    assert!(!broken_off.ends_with("0\r\n\r\n"), "it does not look whole: {broken_off}");

    for path in ["/no-prelude", "/no-prelude-error"] {
        fails(HttpKind::FunctionUrl, &get(url.address(), path), 502, "Internal Server Error");
    }
    let api = raw().http_as(HttpKind::HttpApi).spawn();
    fails(HttpKind::HttpApi, &get(api.address(), "/prelude"), 502, "Internal Server Error");
}

/// `serve`, as people start it; it ends with the test.
struct Serve(Child, Box<dyn Iterator<Item = String>>);

impl Serve {
    fn new(args: &[&str]) -> Self {
        let mut command = Command::new(HTTP);
        command.args(args).args(["--port", "0"]).env_remove("AWS_LAMBDA_RUNTIME_API").stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        Self(child, Box::new(lines))
    }

    fn says(&mut self, words: &str) -> String {
        self.1.find(|line| line.contains(words)).unwrap_or_else(|| panic!("it never says `{words}`"))
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_command_line_serves_http_and_tells_reasons_without_data() {
    for args in [["serve", "--as", "function-url"].as_slice(), &["--as", "function-url"]] {
        let mut serve = Serve::new(args);
        let said = serve.says("every other path is HTTP");
        assert!(said.contains("as a function URL brings it"), "{said}");
        let address = said.split("http://").nth(1).unwrap().split('/').next().unwrap();
        let address: SocketAddr = address.parse().unwrap();
        assert_eq!(get(address, "/path").json()["rawPath"], "/path");

        let failed = request(address, "GET", "/secret", &[("Answer", "fail")], "");
        let id = &failed.headers["x-amzn-requestid"];
        let reason = serve.says("the HTTP request");
        assert_eq!(reason, format!("the HTTP request {id} gets a 502: the function failed with `Asked`"));

        request(address, "GET", "/", &[("Answer", r#"{"statusCode":200,"headers":{"x-a":"\u0001secret"}}"#)], "");
        let reason = serve.says("the HTTP request");
        let expected = "no HTTP response for a function URL: `x-a` of `headers` holds what no header can";
        assert!(reason.ends_with(expected), "{reason}");
    }
}

#[test]
fn an_unknown_kind_is_refused() {
    let output = Command::new(HTTP).args(["serve", "--as", "http"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`http-api`, `function-url`, `rest-api`, `alb`"), "{said}");
}

/// Bytes that are HTTP, or nearly.
fn requests() -> impl Strategy<Value = Vec<u8>> {
    let good = b"PUT /a%20b?x=1&x=%C3%BC HTTP/1.1\r\nHost: localhost\r\nCookie: a=1; b\r\nConnection: close\r\n\
                 Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nbody";
    let places = proptest::collection::vec((0..good.len(), any::<u8>()), 1..4);
    places.prop_map(move |places| {
        let mut bytes = good.to_vec();
        for (place, byte) in places {
            bytes[place] = byte;
        }
        bytes
    })
}

#[test]
fn whatever_is_sent_as_http() {
    for kind in KINDS {
        let function = raw().http_as(kind).spawn();
        let config = ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() };
        let ran = TestRunner::new(config).run(&requests(), |request| {
            let mut stream = TcpStream::connect(function.address()).unwrap();
            let _ = stream.write_all(&request);
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            prop_assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "{answer:?}");
            Ok(())
        });
        ran.unwrap();
        assert!(get(function.address(), "/").status >= 200, "it still serves");
    }
}
