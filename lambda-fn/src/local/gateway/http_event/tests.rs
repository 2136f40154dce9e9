use std::time::Duration;

use http::{Method, Request, Uri};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::local::gateway::escapes::unescaped;
use crate::local::gateway::routes::Routes;

/// Those whose events are whole requests.
const KINDS: [GatewayKind; 5] =
    [GatewayKind::HttpApi, GatewayKind::FunctionUrl, GatewayKind::RestApi, GatewayKind::ALB, GatewayKind::VpcLattice];

fn event(kind: GatewayKind, request: Request<&[u8]>) -> Value {
    let (parts, body) = request.into_parts();
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_587_481_701_067);
    let routes = Routes::new(kind, &[]);
    let route = routes.find(parts.method.as_str(), parts.uri.path()).unwrap();
    payload(kind, &HttpRequest { parts: &parts, body, id: "12345678-0000-4000-8000-000000000000", time, route: &route })
}

/// A request of a browser, more or less.
fn request() -> Request<&'static [u8]> {
    Request::post("/a%20b/../c?x=1&y=%C3%BC&x=2+3")
        .header("Host", "localhost:9000")
        .header("User-Agent", "test")
        .header("Accept", "text/html")
        .header("Accept", "*/*")
        .header("Cookie", "a=1; b=2")
        .header("Cookie", "c=3")
        .header("Connection", "keep-alive")
        .header("Content-Type", "Application/JSON; charset=utf-8")
        .header("Content-Length", "2")
        .header("X-Forwarded-For", "203.0.113.7")
        .body(b"{}".as_slice())
        .unwrap()
}

#[test]
fn payload_2_has_the_request_as_api_gateway_tells_it() {
    let of_both = json!({
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": "/a b/../c",
            "rawQueryString": "x=1&y=%C3%BC&x=2+3",
            "cookies": ["a=1", "b=2", "c=3"],
            "headers": {
                "accept": "text/html,*/*",
                "content-length": "2",
                "content-type": "Application/JSON; charset=utf-8",
                "host": "localhost:9000",
                "user-agent": "test",
                "x-amzn-trace-id": "Root=1-12345678-000040008000000000000000",
                "x-forwarded-for": "203.0.113.7, 127.0.0.1",
                "x-forwarded-port": "9000",
                "x-forwarded-proto": "http",
            },
            "queryStringParameters": { "x": "1,2 3", "y": "ü" },
            "requestContext": {
                "accountId": "000000000000",
                "apiId": "local",
                "domainName": "localhost:9000",
                "domainPrefix": "local",
                "http": {
                    "method": "POST",
                    "path": "/a b/../c",
                    "protocol": "HTTP/1.1",
                    "sourceIp": "127.0.0.1",
                    "userAgent": "test",
                },
                "requestId": "12345678-0000-4000-8000-000000000000",
                "routeKey": "$default",
                "stage": "$default",
                "time": "21/Apr/2020:15:08:21 +0000",
                "timeEpoch": 1_587_481_701_067_u64,
            },
            "body": "{}",
            "isBase64Encoded": false,
    });
    assert_eq!(event(GatewayKind::HttpApi, request()), of_both);
    let mut of_url = of_both;
    of_url["rawPath"] = "/a%20b/../c".into();
    of_url["headers"]["cookie"] = "a=1; b=2; c=3".into();
    of_url["requestContext"]["accountId"] = "anonymous".into();
    of_url["requestContext"]["domainName"] = "local.lambda-url.us-east-1.on.aws".into();
    assert_eq!(event(GatewayKind::FunctionUrl, request()), of_url);
}

#[test]
fn a_rest_api_tells_every_value_and_the_last_one() {
    let event = event(GatewayKind::RestApi, request());
    assert_eq!((&event["resource"], &event["path"]), (&json!("/{proxy+}"), &json!("/a%20b/../c")));
    assert_eq!(event["pathParameters"], json!({ "proxy": "a%20b/../c" }));
    assert_eq!((&event["httpMethod"], &event["stageVariables"]), (&json!("POST"), &Value::Null));
    assert_eq!(event["multiValueHeaders"]["accept"], json!(["text/html", "*/*"]));
    assert_eq!((&event["headers"]["accept"], &event["headers"]["cookie"]), (&json!("*/*"), &json!("c=3")));
    assert_eq!((&event["headers"]["connection"], &event["headers"]["content-length"]), (&Value::Null, &Value::Null));
    assert_eq!(event["queryStringParameters"], json!({ "x": "2 3", "y": "ü" }));
    assert_eq!(event["multiValueQueryStringParameters"], json!({ "x": ["1", "2 3"], "y": ["ü"] }));
    assert_eq!((&event["body"], &event["isBase64Encoded"]), (&json!("{}"), &json!(false)));
    let context = &event["requestContext"];
    assert_eq!((&context["stage"], &context["path"]), (&json!("local"), &json!("/local/a%20b/../c")));
    assert_eq!(context["requestTime"], "21/Apr/2020:15:08:21 +0000");
    assert_eq!(context["identity"]["sourceIp"], "127.0.0.1");
}

#[test]
fn a_load_balancer_tells_the_last_value_and_keeps_escapes() {
    let event = event(GatewayKind::ALB, request());
    assert_eq!(event["queryStringParameters"], json!({ "x": "2+3", "y": "%C3%BC" }));
    assert_eq!((&event["headers"]["accept"], &event["headers"]["cookie"]), (&json!("*/*"), &json!("c=3")));
    assert_eq!(event["headers"]["connection"], "keep-alive");
    assert_eq!((&event["httpMethod"], &event["path"]), (&json!("POST"), &json!("/a%20b/../c")));
    assert!(event["requestContext"]["elb"]["targetGroupArn"].as_str().unwrap().starts_with("arn:aws:elastic"));
}

#[test]
fn a_load_balancer_with_multi_value_headers_tells_every_value() {
    let event = event(GatewayKind::Alb { multi_value: true }, request());
    assert_eq!(event["multiValueQueryStringParameters"], json!({ "x": ["1", "2+3"], "y": ["%C3%BC"] }));
    assert_eq!(event["multiValueHeaders"]["accept"], json!(["text/html", "*/*"]));
    assert_eq!((event.get("headers"), event.get("queryStringParameters")), (None, None));
}

#[test]
fn vpc_lattice_tells_every_value_and_keeps_escapes() {
    let event = event(GatewayKind::VpcLattice, request());
    assert_eq!(event["queryStringParameters"], json!({ "x": ["1", "2+3"], "y": ["%C3%BC"] }));
    assert_eq!(event["headers"]["accept"], json!(["text/html", "*/*"]));
    assert_eq!((&event["method"], &event["path"]), (&json!("POST"), &json!("/a%20b/../c")));
    assert_eq!(event["requestContext"]["timeEpoch"], "1587481701067000");
    let context = event["requestContext"].as_object().unwrap();
    let arns = context.iter().filter(|(name, _)| name.ends_with("Arn"));
    assert!(arns.clone().all(|(_, arn)| arn.as_str().unwrap().starts_with("arn:aws:vpc-lattice:")), "{event}");
    assert_eq!(arns.count(), 3);
}

/// The request of a route's path, with what its variables stand for.
#[test]
fn events_name_their_route() {
    let event = |kind: GatewayKind| {
        let (parts, ()) = Request::get("/users/a%20b/files/x/y%2Fz").body(()).unwrap().into_parts();
        let routes = Routes::new(kind, &["GET /users/{id}/files/{proxy+}".to_owned()]);
        let route = routes.find("GET", parts.uri.path()).unwrap();
        payload(kind, &HttpRequest { parts: &parts, body: b"", id: "id", time: SystemTime::UNIX_EPOCH, route: &route })
    };
    let v2 = event(GatewayKind::HttpApi);
    assert_eq!(v2["routeKey"], "GET /users/{id}/files/{proxy+}");
    assert_eq!(v2["requestContext"]["routeKey"], v2["routeKey"]);
    assert_eq!(v2["pathParameters"], json!({ "id": "a b", "proxy": "x/y/z" }));
    let rest = event(GatewayKind::RestApi);
    assert_eq!(rest["resource"], "/users/{id}/files/{proxy+}");
    assert_eq!(rest["requestContext"]["resourcePath"], rest["resource"]);
    assert_eq!(rest["pathParameters"], json!({ "id": "a%20b", "proxy": "x/y%2Fz" }));
    let url = event(GatewayKind::FunctionUrl);
    assert_eq!((&url["routeKey"], &url["pathParameters"]), (&json!("$default"), &Value::Null));
}

#[test]
#[cfg(feature = "http")]
fn a_websocket_connection_has_the_events_that_aws_has_made() {
    let id = "12345678-0000-4000-8000-000000000000";
    let context = json!({
        "routeKey": "$connect",
        "eventType": "CONNECT",
        "extendedRequestId": id,
        "requestTime": "21/Apr/2020:15:08:21 +0000",
        "messageDirection": "IN",
        "stage": "local",
        "connectedAt": 1_587_481_701_067_u64,
        "requestTimeEpoch": 1_587_481_701_067_u64,
        "identity": { "sourceIp": "127.0.0.1", "userAgent": "test" },
        "requestId": id,
        "domainName": "localhost:9000",
        "connectionId": "EjRWeEAAgAAAAAA=",
        "apiId": "local",
    });
    let connect = event(GatewayKind::WebSocket, request());
    assert_eq!(connect["requestContext"], context);
    assert_eq!(connect["multiValueHeaders"]["accept"], json!(["text/html", "*/*"]));
    assert_eq!(connect["queryStringParameters"], json!({ "x": "2 3", "y": "ü" }));
    assert_eq!((&connect["isBase64Encoded"], &connect["body"]), (&json!(false), &Value::Null));

    let (parts, _) = request().into_parts();
    let routes = Routes::new(GatewayKind::WebSocket, &[]);
    let route = routes.of_key("$connect").unwrap();
    let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_587_481_701_067);
    let connection = websocket::Connection::of(&HttpRequest { parts: &parts, body: b"", id, time, route: &route });
    let changed = |changes: Value| {
        let mut changed = context.clone();
        for (key, value) in changes.as_object().unwrap() {
            changed[key] = value.clone();
        }
        changed
    };
    let message = connection.message("chat", "{}", "id", 0);
    let expected = changed(json!({
        "routeKey": "chat",
        "eventType": "MESSAGE",
        "extendedRequestId": "id",
        "requestId": "id",
        "requestTime": "01/Jan/1970:00:00:00 +0000",
        "requestTimeEpoch": 0,
        "messageId": "AAAAAAAAAAAAAAA=",
    }));
    assert_eq!(message, json!({ "requestContext": expected, "body": "{}", "isBase64Encoded": false }));
    let disconnect = connection.disconnect("$disconnect", (1001, "going away"), "id", 0);
    assert_eq!(disconnect["requestContext"]["eventType"], "DISCONNECT");
    assert_eq!(disconnect["requestContext"]["disconnectStatusCode"], 1001);
    assert_eq!(disconnect["requestContext"]["disconnectReason"], "going away");
    assert_eq!(disconnect["headers"]["host"], "localhost:9000");
}

#[test]
fn what_a_request_does_not_have_is_left_out_or_null_or_empty() {
    let plain = || Request::get("/").body(b"".as_slice()).unwrap();
    for kind in [GatewayKind::HttpApi, GatewayKind::FunctionUrl] {
        let event = event(kind, plain());
        let keys: Vec<_> = event.as_object().unwrap().keys().collect();
        assert_eq!(
            keys,
            ["headers", "isBase64Encoded", "rawPath", "rawQueryString", "requestContext", "routeKey", "version"]
        );
        assert_eq!(event["rawQueryString"], "");
    }
    let rest = event(GatewayKind::RestApi, plain());
    let nulls = ["body", "pathParameters", "queryStringParameters", "multiValueQueryStringParameters"];
    assert!(nulls.iter().all(|key| rest.as_object().unwrap()[*key].is_null()), "{rest}");
    assert_eq!(rest["resource"], "/");
    let alb = event(GatewayKind::ALB, plain());
    assert_eq!((&alb["body"], &alb["queryStringParameters"]), (&json!(""), &json!({})));
}

#[test]
fn only_text_stands_as_it_is() {
    let body_of = |content_type: &str, body: &'static [u8]| {
        let request = Request::post("/").header("content-type", content_type).body(body).unwrap();
        let event = event(GatewayKind::FunctionUrl, request);
        (event["body"].as_str().unwrap().to_owned(), event["isBase64Encoded"].as_bool().unwrap())
    };
    for text in
        ["text/plain", "text/x-y; charset=utf-8", "application/json", "application/xml", "APPLICATION/JAVASCRIPT"]
    {
        assert_eq!(body_of(text, "ü".as_bytes()), ("ü".to_owned(), false), "{text}");
        assert_eq!(body_of(text, b"\xff"), ("/w==".to_owned(), true), "{text} that is no UTF-8");
    }
    for binary in ["", "image/png", "application/octet-stream", "application/x-www-form-urlencoded", "text"] {
        assert_eq!(body_of(binary, b"a=1"), ("YT0x".to_owned(), true), "{binary}");
    }
}

#[test]
fn bytes_beyond_ascii_in_headers_are_utf_8_or_latin_1() {
    for (bytes, text) in [("ü".as_bytes(), "ü"), (b"\xfc".as_slice(), "ü"), (b"\xc3".as_slice(), "Ã")] {
        let request = Request::get("/").header("x-a", HeaderValue::from_bytes(bytes).unwrap());
        let event = event(GatewayKind::FunctionUrl, request.body(b"".as_slice()).unwrap());
        assert_eq!(event["headers"]["x-a"], text);
    }
}

static NAMES: [&str; 8] =
    ["host", "cookie", "content-type", "connection", "user-agent", "x-forwarded-for", "x-amzn-trace-id", "x-a"];

/// A request as hyper can hand it over, and often an odd one.
fn any_request() -> impl Strategy<Value = (Parts, Vec<u8>)> {
    let method = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,10}".prop_filter_map("a method", |name| name.parse::<Method>().ok());
    let target = prop_oneof![
        "/[!-~]{0,30}",
        "/[a-z%./]{0,20}\\?([a-c]{0,2}=?[a-c%+&=0-9]{0,4}&?){0,6}",
        "/\\PC{0,10}\\?\\PC{0,10}",
        Just("*".to_owned()),
        Just("localhost:80".to_owned()),
        Just("http://localhost:80".to_owned()),
    ];
    let target = target.prop_filter_map("a target", |target| target.parse::<Uri>().ok());
    let name = proptest::sample::select(NAMES.as_slice());
    let value = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..20),
        Just(b"text/plain".to_vec()),
        Just(b"application/json".to_vec()),
        "[ -~]{0,20}".prop_map(String::into_bytes),
    ];
    let value = value.prop_filter_map("a header", |value| HeaderValue::from_bytes(&value).ok());
    let headers = proptest::collection::vec((name, value), 0..12);
    let body = proptest::collection::vec(any::<u8>(), 0..100);
    (method, target, headers, body).prop_map(|(method, target, headers, body)| {
        let mut request = Request::new(());
        *request.method_mut() = method;
        *request.uri_mut() = target;
        for (name, value) in headers {
            request.headers_mut().append(name, value);
        }
        (request.into_parts().0, body)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::cases::cases(1_000), failure_persistence: None, ..Default::default() })]

    /// Whatever comes over HTTP: an event with all of it.
    #[test]
    fn whatever_is_requested((parts, body) in any_request()) {
        for kind in KINDS {
            let routes = Routes::new(kind, &[]);
            let Some(route) = routes.find(parts.method.as_str(), parts.uri.path()) else {
                prop_assert_eq!((kind, parts.uri.path()), (GatewayKind::RestApi, "//"));
                continue;
            };
            let time = SystemTime::UNIX_EPOCH;
            let request = HttpRequest { parts: &parts, body: &body, id: "id", time, route: &route };
            let event = payload(kind, &request);
            let read: Value = serde_json::from_str(&event.to_string()).unwrap();
            prop_assert_eq!(&read, &event);
            let text = event["body"].as_str().unwrap_or_default();
            let sent = match event["isBase64Encoded"].as_bool().unwrap() {
                true => BASE64_STANDARD.decode(text).unwrap(),
                false => text.as_bytes().to_vec(),
            };
            prop_assert_eq!(&sent, &body);
            let (method, path) = match kind {
                GatewayKind::HttpApi | GatewayKind::FunctionUrl => {
                    prop_assert_eq!(&event["rawQueryString"], parts.uri.query().unwrap_or_default());
                    (&event["requestContext"]["http"]["method"], &event["rawPath"])
                }
                GatewayKind::RestApi | GatewayKind::Alb { .. } => (&event["httpMethod"], &event["path"]),
                GatewayKind::VpcLattice => (&event["method"], &event["path"]),
                GatewayKind::WebSocket => unreachable!("it has no path"),
            };
            prop_assert_eq!(method, parts.method.as_str());
            let sent = match kind {
                GatewayKind::HttpApi => unescaped(parts.uri.path()),
                _ => parts.uri.path().to_owned(),
            };
            prop_assert!(path == &sent || path == "/");
            for (name, value) in event["headers"].as_object().unwrap() {
                prop_assert!(value.is_array() == (kind == GatewayKind::VpcLattice));
                prop_assert!(name == &name.to_ascii_lowercase());
            }
        }
    }
}
