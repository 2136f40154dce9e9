use http_body_util::BodyExt;
use proptest::prelude::*;
use serde_json::json;

use super::*;

const KINDS: [GatewayKind; 4] =
    [GatewayKind::HttpApi, GatewayKind::FunctionUrl, GatewayKind::RestApi, GatewayKind::ALB];

fn read(kind: GatewayKind, answer: &Value) -> Result<HttpResponse, String> {
    response(kind, answer.to_string().into())
}

fn values<'a>(response: &'a HttpResponse, name: &str) -> Vec<&'a [u8]> {
    response.headers().get_all(name).iter().map(HeaderValue::as_bytes).collect()
}

fn bytes(response: HttpResponse) -> Bytes {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(response.into_body().collect()).unwrap().to_bytes()
}

#[track_caller]
fn is_refused(kinds: &[GatewayKind], answer: &Value, reason: &str) {
    for kind in kinds {
        assert_eq!(read(*kind, answer).unwrap_err(), reason, "{kind:?}");
    }
}

#[test]
fn status_headers_and_body_are_those_of_the_answer() {
    let answer = json!({ "statusCode": 201, "headers": { "X-A": "ü", "Content-Type": "text/css" }, "body": "a{}" });
    for kind in KINDS {
        let response = read(kind, &answer).unwrap();
        assert_eq!(response.status(), 201);
        assert_eq!(values(&response, "x-a"), ["ü".as_bytes()]);
        assert_eq!(values(&response, "content-type"), [b"text/css"]);
        assert_eq!(bytes(response), "a{}");
    }
}

#[test]
fn what_an_answer_leaves_out_has_a_default() {
    let types = ["text/plain; charset=utf-8", "application/json", "application/json", "application/octet-stream"];
    for (kind, content_type) in KINDS.into_iter().zip(types) {
        let response = read(kind, &json!({ "statusCode": "204", "headers": null, "body": null })).unwrap();
        assert_eq!(response.status(), 204);
        assert_eq!(values(&response, "content-type"), [content_type.as_bytes()]);
        assert_eq!(bytes(response), "");
    }
}

#[test]
fn payload_2_takes_anything_as_the_body_of_a_200() {
    let answers = [r#"{"b":1, "a":2}"#, r#""text""#, "[1]", "null", r#"{"statusCode":null}"#, "{", ""];
    for (kind, answer) in [KINDS[0], KINDS[1]].into_iter().flat_map(|kind| answers.map(|answer| (kind, answer))) {
        let response = response(kind, answer.into()).unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(values(&response, "content-type"), [b"application/json"]);
        assert_eq!(bytes(response), answer, "as the function sent it");
        for kind in [GatewayKind::RestApi, GatewayKind::ALB] {
            assert_eq!(super::response(kind, answer.into()).unwrap_err(), "`statusCode` is missing");
        }
    }
}

#[test]
fn base64_is_decoded() {
    let answer = json!({ "statusCode": 200, "body": "AP+/", "isBase64Encoded": true });
    for kind in KINDS {
        assert_eq!(bytes(read(kind, &answer).unwrap()), [0, 255, 191].as_slice());
    }
}

#[test]
fn cookies_are_set_one_by_one() {
    let answer = json!({ "statusCode": 200, "cookies": ["a=1; Secure", "b=2"], "headers": { "set-cookie": "c=3" } });
    for kind in [GatewayKind::HttpApi, GatewayKind::FunctionUrl] {
        let response = read(kind, &answer).unwrap();
        assert_eq!(values(&response, "set-cookie"), [b"a=1; Secure".as_slice(), b"b=2", b"c=3"]);
    }
}

#[test]
fn headers_with_several_values_are_merged_with_the_others() {
    let answer = json!({
        "statusCode": 200,
        "multiValueHeaders": { "X-A": ["1", "2"], "x-b": [] },
        "headers": { "x-a": "2", "X-a": "3", "x-n": 5, "x-t": true },
    });
    for kind in [GatewayKind::HttpApi, GatewayKind::FunctionUrl, GatewayKind::RestApi] {
        let response = read(kind, &answer).unwrap();
        assert_eq!(values(&response, "x-a"), [b"1", b"2", b"3"]);
        assert_eq!((values(&response, "x-n")[0], values(&response, "x-t")[0]), (b"5".as_slice(), b"true".as_slice()));
        assert!(values(&response, "x-b").is_empty());
    }
    let answer = json!({ "statusCode": 200, "multiValueHeaders": { "x-a": ["1"] }, "headers": { "x-a": "2" } });
    assert_eq!(values(&read(GatewayKind::ALB, &answer).unwrap(), "x-a"), [b"2"], "it takes `headers`");
    let multi_value = GatewayKind::Alb { multi_value: true };
    assert_eq!(values(&read(multi_value, &answer).unwrap(), "x-a"), [b"1"], "it takes `multiValueHeaders`");
}

#[test]
fn what_concerns_the_connection_is_dropped() {
    let headers = json!({
        "Connection": "keep-alive, X-Hop", "Keep-Alive": "timeout=5", "Transfer-Encoding": "chunked", "x-hop": "1",
        "Upgrade": "h2c", "TE": "trailers", "Trailer": "x-t", "Content-Length": "99", "x-end": "1",
    });
    for kind in KINDS {
        let response = read(kind, &json!({ "statusCode": 200, "headers": headers, "body": "ok" })).unwrap();
        let names: Vec<_> = response.headers().keys().map(HeaderName::as_str).collect();
        assert_eq!(names, ["x-end", "content-type"]);
    }
}

#[test]
fn a_status_description_is_the_reason_phrase_of_a_load_balancer() {
    let answer = json!({ "statusCode": 200, "statusDescription": "200 Fine" });
    let response = read(GatewayKind::ALB, &answer).unwrap();
    assert_eq!(response.extensions().get::<ReasonPhrase>().unwrap().as_bytes(), b"Fine");
    assert!(read(GatewayKind::FunctionUrl, &answer).unwrap().extensions().get::<ReasonPhrase>().is_none());
    let answer = json!({ "statusCode": 200, "statusDescription": "200 OK\r\nX-A: 1" });
    is_refused(&[GatewayKind::ALB], &answer, "`statusDescription` holds what no reason phrase can");
}

#[test]
fn a_malformed_answer_has_a_reason_that_tells_no_value() {
    for code in [json!(0), json!(99), json!(100), json!(600), json!(200.5), json!(-1), json!("ok"), json!([])] {
        is_refused(&KINDS, &json!({ "statusCode": code }), "`statusCode` is no status; it is 200 to 599");
    }
    let with = |key: &str, value: Value| json!({ "statusCode": 200, key: value });
    let no_string = "`body` is not a string";
    let cases = [
        (with("body", json!({ "secret": 1 })), no_string),
        (with("isBase64Encoded", json!("secret")), "`isBase64Encoded` is neither `true` nor `false`"),
        (with("headers", json!("secret")), "`headers` is not an object"),
        (with("headers", json!({ "sec ret": "1" })), "a key of its headers is no header's name"),
        (with("headers", json!({ "x-a": "secret\r\nX-B: 1" })), "`x-a` of `headers` holds what no header can"),
        (with("headers", json!({ "x-a": ["secret"] })), "`x-a` of `headers` is not a string"),
    ];
    for (answer, reason) in cases {
        is_refused(&KINDS, &answer, reason);
    }
    let bad_base64 = json!({ "statusCode": 200, "body": "secret!", "isBase64Encoded": true });
    is_refused(&KINDS, &bad_base64, "`isBase64Encoded` is set and `body` is not base64");
    let payload_2 = [GatewayKind::HttpApi, GatewayKind::FunctionUrl];
    is_refused(&payload_2, &with("cookies", json!("secret")), "`cookies` is not an array");
    is_refused(&payload_2, &with("cookies", json!(["a\n"])), "`cookies` holds what no header can");
    let several = with("multiValueHeaders", json!({ "x-a": "secret" }));
    is_refused(&KINDS[..3], &several, "`x-a` of `multiValueHeaders` is not an array");
    is_refused(&[GatewayKind::ALB], &with("headers", json!({ "x-a": true })), "`x-a` of `headers` is not a string");
}

#[test]
fn a_rest_api_takes_no_other_keys() {
    let reason = "it has other keys than `statusCode`, `headers`, `multiValueHeaders`, `body`, `isBase64Encoded`";
    is_refused(&[GatewayKind::RestApi], &json!({ "statusCode": 200, "cookies": [] }), reason);
}

#[test]
fn a_load_balancer_takes_1_mb() {
    let of_size = |size: usize| {
        let answer = |body: &str| json!({ "statusCode": 200, "body": body }).to_string();
        Bytes::from(answer(&"x".repeat(size - answer("").len())))
    };
    assert!(response(GatewayKind::ALB, of_size(1_048_576)).is_ok());
    assert_eq!(response(GatewayKind::ALB, of_size(1_048_577)).unwrap_err(), "it has more than 1048576 bytes");
    assert!(response(GatewayKind::RestApi, of_size(1_048_577)).is_ok());
}

#[test]
fn no_number_of_headers_is_too_large_to_refuse() {
    let with = |number: usize| {
        let headers: Map<_, _> = (0..number).map(|number| (format!("x-{number}"), json!(""))).collect();
        json!({ "statusCode": 200, "headers": headers })
    };
    for kind in KINDS {
        assert_eq!(read(kind, &with(10_000)).unwrap().headers().len(), 10_001, "and its content type");
    }
    is_refused(&KINDS, &with(40_000), "it has more than 10000 headers");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        (100..700).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::btree_map(any_key(), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

static KEYS: [&str; 7] =
    ["statusCode", "headers", "multiValueHeaders", "cookies", "body", "isBase64Encoded", "Connection"];

fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![proptest::sample::select(KEYS.as_slice()).prop_map(str::to_owned), "[a-zA-Z-]{1,8}", any::<String>()]
}

/// Nearly an answer: the keys that mean something, with anything in them.
fn any_answer() -> impl Strategy<Value = Value> {
    (any_json(), any_json(), any_json(), any_json(), any_json()).prop_map(|(code, headers, several, cookies, body)| {
        json!({
            "statusCode": code, "headers": headers, "multiValueHeaders": several, "cookies": cookies, "body": body,
        })
    })
}

proptest! {
    /// Whatever a function answers: a response that HTTP allows, or a reason.
    #[test]
    fn whatever_is_answered(kind in proptest::sample::select(KINDS.as_slice()), answer in prop_oneof![any_json(), any_answer()]) {
        if let Ok(response) = read(kind, &answer) {
            prop_assert!((200..=599).contains(&response.status().as_u16()));
            prop_assert!(!response.headers().contains_key("connection"));
            prop_assert!(response.headers().contains_key("content-type"));
        }
    }

    #[test]
    fn whatever_bytes_are_answered(kind in proptest::sample::select(KINDS.as_slice()), answer: Vec<u8>) {
        let _ = response(kind, answer.into());
    }
}
