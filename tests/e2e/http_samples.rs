//! The sample events in the published `aws_lambda_events` of everything that brings HTTP: each reaches the handler with its
//! method, path, query, headers, cookies and body.

use serde_json::Value;
use tests::samples;

use crate::support::{HTTP_API, error_of, lambda};

/// A sample, and the request that it is: method, path, query, cookies and body.
type Row = (&'static str, &'static str, &'static str, Option<&'static str>, Option<&'static str>, Body);

enum Body {
    Text(&'static str),
    Bytes(usize),
}

use Body::{Bytes, Text};

const JSON: Body = Text("{\r\n\t\"a\": 1\r\n}");
const PARAMETERS: Option<&str> = Some("parameter1=value1&parameter1=value2&parameter2=value");
const COOKIES: Option<&str> = Some("cookie1; cookie2");

const REQUESTS: [Row; 22] = [
    ("alb-lambda-target-request-headers-only", "GET", "/", Some("key=hello"), None, Text("")),
    ("alb-lambda-target-request-multivalue-headers", "GET", "/", Some("key=hello"), None, Text("Some text")),
    ("apigw-console-request", "POST", "/path/to/resource", Some("foo=bar"), None, Text("{\"test\":\"body\"}")),
    ("apigw-console-test-request", "POST", "/myPath", None, None, JSON),
    ("apigw-request", "POST", "/hello/world", Some("name=me"), None, JSON),
    ("apigw-request-catch-all", "POST", "/hello/world", Some("name=me"), None, JSON),
    ("apigw-request-multi-value-parameters", "POST", "/hello/world", Some("name=me&name=me2"), None, JSON),
    ("apigw-restapi-openapi-request", "POST", "/hello/world", Some("name=me"), None, JSON),
    ("apigw-sam-http-request", "GET", "/dump", Some("foo=bar"), None, Text("")),
    ("apigw-sam-rest-request", "GET", "/test", None, None, Text("")),
    ("apigw-v2-request-iam", "GET", "/my/path", PARAMETERS, COOKIES, JSON),
    ("apigw-v2-request-jwt-authorizer", "GET", "/my/path", PARAMETERS, COOKIES, JSON),
    ("apigw-v2-request-lambda-authorizer", "GET", "/my/path", PARAMETERS, COOKIES, JSON),
    (
        "apigw-v2-request-multi-value-parameters",
        "GET",
        "/my/path",
        Some("Parameter1=value1&Parameter1=value2"),
        COOKIES,
        JSON,
    ),
    ("apigw-v2-request-no-authorizer", "GET", "/", None, None, Text("")),
    // a WebSocket API has no paths: it is the route key
    ("apigw-websocket-request", "GET", "/$connect", Some("name=me"), None, JSON),
    ("apigw-websocket-request-disconnect-route", "POST", "/$disconnect", None, None, Text("")),
    ("apigw-websocket-request-without-method", "GET", "/$connect", None, None, Text("")),
    (
        "vpc-lattice-v1-request",
        "POST",
        "/api/product",
        Some("category=electronics&sort=price&limit=10&tags=tv"),
        None,
        Text("{\"id\": 5, \"description\": \"TV\"}"),
    ),
    ("vpc-lattice-v2-request", "GET", "/health", Some("state=prod&multi=a&multi=DEF&multi=g"), None, Text("")),
    ("vpc-lattice-v2-request-base64", "POST", "/api/files/upload", Some("uploadType=profile-image"), None, Bytes(51)),
    (
        "vpc-lattice-v2-request-roles-anywhere",
        "POST",
        "/api/external/data-sync",
        Some("sync-type=incremental&validate=true"),
        None,
        Bytes(0),
    ),
];

/// Named like the events of a gateway, and sent to nobody's handler: answers, and requests to authorizers.
fn is_no_request(sample: &str) -> bool {
    sample.contains("response") || sample.contains("custom-auth")
}

/// Every value of a header that the event has, under its name in small letters.
fn headers_of(event: &Value) -> Vec<(String, String)> {
    let (multi, single) = (event["multiValueHeaders"].as_object(), event["headers"].as_object());
    let text = |value: &Value| value.as_str().expect("a value is text").to_owned();
    let all = |(name, values): (&String, &Value)| {
        let values = match values {
            Value::Array(values) => values.iter().map(text).collect(),
            value => vec![text(value)],
        };
        values.into_iter().map(|value| (name.to_lowercase(), value)).collect::<Vec<_>>()
    };
    let mut headers: Vec<_> = multi.into_iter().flatten().flat_map(all).collect();
    let named: Vec<_> = headers.iter().map(|(name, _)| name.clone()).collect();
    let single = single.into_iter().flatten().flat_map(all);
    headers.extend(single.filter(|(name, _)| !named.contains(name)));
    headers
}

#[test]
fn every_sample_reaches_the_handler() {
    let samples = samples();
    let function = lambda(HTTP_API).spawn();
    for (sample, method, path, query, cookies, body) in REQUESTS {
        let event = &samples[sample];
        let answer = function.invoke_raw(event.clone()).json();
        assert_eq!(answer["statusCode"], 200, "{sample}: {answer}");
        let echo: Value = serde_json::from_str(answer["body"].as_str().expect("a body is text")).expect("it is JSON");
        assert_eq!(echo["method"], method, "{sample}");
        assert_eq!(echo["path"], path, "{sample}");
        assert_eq!(echo["query"].as_str(), query, "{sample}");
        match body {
            Text(text) => assert_eq!(echo["body"], text, "{sample}"),
            Bytes(0) => assert!(echo["length"].as_u64().is_some_and(|length| length > 0), "{sample}"),
            Bytes(length) => assert_eq!(echo["length"], length, "{sample}"),
        }

        let got = echo["headers"].as_array().expect("a list of headers");
        let got: Vec<_> = got.iter().map(|header| (header[0].as_str().unwrap(), header[1].as_str().unwrap())).collect();
        let event: Value = serde_json::from_slice(event).expect("a sample is JSON");
        let mut count = 0;
        for (name, value) in headers_of(&event) {
            assert!(got.contains(&(&name, &value)), "{sample}: {name}: {value} is not in {got:?}");
            count += 1;
        }
        if let Some(cookies) = cookies {
            assert!(got.contains(&("cookie", cookies)), "{sample}: {got:?}");
            count += 1;
        }
        assert_eq!(got.len(), count, "{sample}: nothing is added to {got:?}");
    }
}

#[test]
fn the_table_has_every_sample_of_a_gateway() {
    for sample in samples().keys() {
        let of_a_gateway =
            ["apigw", "alb-lambda", "function-url", "vpc-lattice"].iter().any(|word| sample.contains(word));
        if of_a_gateway && !is_no_request(sample) {
            assert!(REQUESTS.iter().any(|(row, ..)| row == sample), "{sample}");
        }
    }
}

#[test]
fn requests_to_authorizers_are_refused() {
    let function = lambda(HTTP_API).spawn();
    for (sample, event) in samples().iter().filter(|(sample, _)| is_no_request(sample) && sample.contains("-request")) {
        if sample.starts_with("apigw") {
            let message = error_of(&function.invoke_raw(event.clone()), "Runtime.UnmarshalError");
            assert_eq!(message, "the event is not an HTTP request; it is a request to an authorizer", "{sample}");
        }
    }
}
