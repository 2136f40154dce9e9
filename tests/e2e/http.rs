//! Functions that answer HTTP requests: whatever the event holds, there is a response, and the next request is served.

use lambda_fn::testing::{Invocation, LocalLambda};
use serde_json::{Value, json};

use crate::support::{HTTP_API, HTTP_STREAM, HTTP_USER, error_of, errors_among, json_log, lambda};

fn api() -> LocalLambda {
    lambda(HTTP_API).spawn()
}

fn user() -> LocalLambda {
    lambda(HTTP_USER).spawn()
}

/// A request of payload format 2.0.
fn request(method: &str, path: &str, query: &str) -> Value {
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": { "accept": "*/*", "x-forwarded-for": "203.0.113.7" },
        "requestContext": {
            "stage": "$default",
            "http": { "method": method, "path": path, "sourceIp": "203.0.113.7" },
        },
        "isBase64Encoded": false,
    })
}

fn get(path: &str) -> Value {
    request("GET", path, "")
}

fn of_function_url(event: Value) -> Value {
    with(event, |event| event["requestContext"]["domainName"] = "local.lambda-url.us-east-1.on.aws".into())
}

fn with(mut event: Value, change: impl Fn(&mut Value)) -> Value {
    change(&mut event);
    event
}

fn status(invocation: &Invocation) -> u64 {
    invocation.json()["statusCode"].as_u64().expect("an answer has a status")
}

/// The body of an answer, which is JSON.
fn body(invocation: &Invocation) -> Value {
    let answer = invocation.json();
    serde_json::from_str(answer["body"].as_str().expect("a body is text")).expect("the body is JSON")
}

/// Problem details with this status; the next request is served.
#[track_caller]
fn is_problem(function: &LocalLambda, event: &Value, expected: u64) -> Value {
    let invocation = function.invoke(event);
    let answer = invocation.json();
    assert_eq!(answer["statusCode"], expected, "{answer}");
    assert_eq!(answer["headers"]["content-type"], "application/problem+json");
    let problem = body(&invocation);
    assert_eq!(problem["status"], expected);
    assert_eq!(problem["instance"], invocation.request_id());
    problem
}

#[track_caller]
fn echoed(event: &Value) -> Value {
    let invocation = api().invoke(event);
    assert_eq!(status(&invocation), 200, "{}", invocation.json());
    body(&invocation)
}

#[test]
fn a_handler_gets_what_it_asks_for() {
    let function = user();
    let invocation = function.invoke(&request("GET", "/users/1", "loud=true"));
    assert_eq!(body(&invocation), json!({ "id": 1, "name": "GRACE", "request_id": invocation.request_id() }));
    assert_eq!(status(&function.invoke(&request("POST", "/users/0", ""))), 200);
}

#[test]
fn an_error_of_the_client_has_its_message() {
    let problem = is_problem(&user(), &get("/users/7"), 404);
    assert_eq!(problem["type"], "User.NotFound");
    assert_eq!(problem["title"], "Not Found");
    assert_eq!(problem["detail"], "there is no user 7");
}

#[test]
fn an_error_of_the_function_is_for_the_log_alone() {
    let function = user();
    let problem = is_problem(&function, &get("/users/99"), 500);
    assert_eq!(problem["type"], "about:blank");
    assert_eq!(problem.get("detail"), None);
    let log = json_log(&function);
    let [line] = errors_among(&log)[..] else { panic!("one line alone: {log:#?}") };
    assert_eq!(line["errorType"], "Database");
    assert_eq!(line["errorMessage"], "the database does not answer");
    assert_eq!(line["causes"], "password=hunter2");
    assert_eq!(line["requestId"], problem["instance"]);
}

#[test]
fn a_panic_is_a_500_and_the_next_request_is_served() {
    let function = user();
    let problem = is_problem(&function, &get("/users/13"), 500);
    assert_eq!(problem.get("detail"), None);
    assert_eq!(status(&function.invoke(&get("/users/0"))), 200);
    let log = json_log(&function);
    let [line] = errors_among(&log)[..] else { panic!("one line alone: {log:#?}") };
    assert_eq!(line["errorType"], "Function.Panicked");
    assert!(line["errorMessage"].as_str().is_some_and(|message| message.ends_with(": thirteen")), "{line}");
}

#[test]
fn what_a_layer_makes_of_a_problem_stays() {
    let function = api();
    let problem = is_problem(&function, &get("/problem"), 409);
    assert_eq!(problem["detail"], "taken");
    let enveloped = function.invoke(&get("/in-an-envelope"));
    assert_eq!((status(&enveloped), body(&enveloped)), (409, json!({ "error": "of a layer" })));
    assert_eq!(is_problem(&function, &get("/hidden"), 404)["title"], "Not Found");
    for event in [get("/without-content"), request("HEAD", "/problem", "")] {
        let answer = function.invoke(&event).json();
        assert_eq!((&answer["statusCode"], &answer["body"]), (&json!(409), &json!("")), "{answer}");
    }
}

#[test]
fn rejections_are_problems() {
    let function = user();
    let problem = is_problem(&function, &get("/users/ada"), 400);
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("Cannot parse")), "{problem}");
    is_problem(&function, &request("GET", "/users/1", "loud=perhaps"), 400);
    is_problem(&function, &get("/nowhere"), 404);
    is_problem(&function, &request("DELETE", "/users/1", ""), 405);
}

#[test]
fn a_body_that_is_not_base64() {
    for body in ["not base64!", "YQ", "YQ==YQ==", "\u{0}", "ü"] {
        let event = with(request("POST", "/body", ""), |event| {
            event["body"] = body.into();
            event["isBase64Encoded"] = true.into();
        });
        is_problem(&api(), &event, 400);
    }
}

#[test]
fn bodies_come_back_byte_for_byte() {
    let function = api();
    for (sent, is_base64) in
        [("plain \u{0}\r\nü", false), ("aGVsbG8=", true), ("AP/+gA==", true), ("", true), ("", false)]
    {
        let event = with(request("POST", "/body", ""), |event| {
            event["body"] = sent.into();
            event["isBase64Encoded"] = is_base64.into();
        });
        let answer = function.invoke(&event).json();
        let expected = match (sent, is_base64) {
            ("aGVsbG8=", true) => json!(["hello", false]),
            ("AP/+gA==", true) => json!(["AP/+gA==", true]),
            _ => json!([sent, false]),
        };
        assert_eq!(json!([answer["body"], answer["isBase64Encoded"]]), expected);
    }
}

#[test]
fn a_body_as_large_as_an_event_can_be() {
    // the event around it has some hundred bytes
    let large = "x".repeat(6_291_456 - 1000);
    let event = with(request("POST", "/large-body", ""), |event| event["body"] = large.as_str().into());
    assert_eq!(echoed(&event)["length"], large.len());
}

#[test]
fn a_response_that_is_too_large() {
    let function = api();
    is_problem(&function, &get("/large"), 500);
    let log = json_log(&function);
    assert_eq!(errors_among(&log)[0]["errorType"], "Function.ResponseSizeTooLarge");
}

#[test]
fn broken_percent_escapes_are_kept() {
    let echo = echoed(&of_function_url(request("GET", "/a%zz/%", "b=%&c=%2")));
    assert_eq!([&echo["path"], &echo["query"]], ["/a%zz/%", "b=%&c=%2"]);
    is_problem(&user(), &of_function_url(get("/users/%ff")), 400);
}

/// An HTTP API decodes the path, and a function URL does not.
#[test]
fn a_segment_of_the_path_is_decoded_once() {
    let function = api();
    // what the client wrote, and what an HTTP API makes of it
    for (written, decoded) in [
        ("A", "A"),
        ("%41", "A"),
        ("%2541", "%41"),
        ("a%20b", "a b"),
        ("%252e%252e%252f", "%2e%2e%2f"),
        ("100%25", "100%"),
    ] {
        let of_1_0 = json!({ "version": "1.0", "httpMethod": "GET", "path": format!("/segment/{decoded}") });
        let of_rest_api = json!({ "httpMethod": "GET", "path": format!("/segment/{written}") });
        let events = [
            get(&format!("/segment/{decoded}")),
            of_function_url(get(&format!("/segment/{written}"))),
            of_1_0,
            of_rest_api,
        ];
        for event in events {
            assert_eq!(function.invoke(&event).json()["body"], decoded, "{event}");
        }
    }
}

#[test]
fn traversal_sequences_are_kept() {
    let echo = echoed(&request("GET", "/a/../../etc/../%2e%2e/./passwd//", "up=../.."));
    assert_eq!([&echo["path"], &echo["query"]], ["/a/../../etc/../%252e%252e/./passwd//", "up=../.."]);
    let echo = echoed(&of_function_url(request("GET", "/a/../../etc/%2e%2e/./passwd//", "up=../..")));
    assert_eq!([&echo["path"], &echo["query"]], ["/a/../../etc/%2e%2e/./passwd//", "up=../.."]);
}

#[test]
fn what_no_uri_holds_is_escaped() {
    let echo = echoed(&request("GET", "/a b\u{0}ü?#", "c d#\u{0}"));
    assert_eq!([&echo["path"], &echo["query"]], ["/a%20b%00%C3%BC%3F%23", "c%20d%23%00"]);
}

#[test]
fn header_values_that_are_not_ascii_are_handed_on() {
    let event = with(get("/"), |event| event["headers"] = json!({ "x-name": "größe" }));
    assert_eq!(echoed(&event)["headers"], json!([["x-name", "größe"]]));
}

#[test]
fn headers_that_http_does_not_allow() {
    for headers in [
        json!({ "x-evil": "a\r\nset-cookie: b=c" }),
        json!({ "x-nul": "a\u{0}b" }),
        json!({ "x evil": "a" }),
        json!({ "": "a" }),
        json!({ "größe": "a" }),
    ] {
        is_problem(&api(), &with(get("/"), |event| event["headers"] = headers.clone()), 400);
    }
    is_problem(&api(), &with(get("/"), |event| event["cookies"] = json!(["a=1\n"])), 400);
    is_problem(&api(), &request("GE T", "/", ""), 400);
}

#[test]
fn ten_thousand_query_parameters() {
    let query: Vec<_> = (0..10_000).map(|number| format!("{number}")).collect();
    assert_eq!(echoed(&request("GET", "/", &query.join("&")))["query"].as_str().map(str::len), Some(48_889));
    // longer than a URI can be
    let parameters: serde_json::Map<_, _> = (0..10_000).map(|number| (format!("name{number}"), "x".into())).collect();
    let event = json!({
        "httpMethod": "GET", "path": "/", "headers": null, "queryStringParameters": parameters, "requestContext": {},
    });
    let invocation = api().invoke(&event);
    assert_eq!(status(&invocation), 414, "{}", invocation.json());
}

#[test]
fn more_headers_than_can_be_read() {
    let headers: serde_json::Map<_, _> = (0..40_000).map(|number| (format!("x-{number}"), "x".into())).collect();
    is_problem(&api(), &with(get("/"), |event| event["headers"] = headers.clone().into()), 400);
}

#[test]
fn a_missing_request_context() {
    let function = user();
    let event = with(get("/users/1"), |event| drop(event.as_object_mut().unwrap().remove("requestContext")));
    let message = error_of(&function.invoke(&event), "Runtime.UnmarshalError");
    assert_eq!(
        message,
        "the event is not a request of an HTTP API or a function URL; it is a request without a method"
    );
    assert_eq!(status(&function.invoke(&get("/users/1"))), 200);

    // where the method stands elsewhere, the request is served, and what needs the context has none
    let event = |path: &str| json!({ "httpMethod": "GET", "path": path, "headers": {} });
    assert_eq!(status(&api().invoke(&event("/hello"))), 200);
    for (path, expected) in [("/stage", 500), ("/address", 500), ("/context", 500), ("/me", 401)] {
        assert_eq!(status(&api().invoke(&event(path))), expected, "{path}");
    }
}

#[test]
fn an_event_of_another_kind_names_both_and_shows_nothing() {
    const CANARY: &str = "Canary4111";
    let rest = json!({ "httpMethod": "GET", "path": CANARY, "requestContext": { "stage": CANARY } });
    let alb = json!({ "httpMethod": "GET", "path": CANARY, "requestContext": { "elb": {} } });
    let websocket = json!({ "requestContext": { "connectionId": CANARY, "eventType": "MESSAGE", "routeKey": CANARY } });
    let lattice =
        json!({ "version": "2.0", "path": CANARY, "method": "GET", "requestContext": { "serviceArn": CANARY } });
    let events = [
        (rest, "one of a REST API, or of an HTTP API with payload format 1.0"),
        (alb, "one of a load balancer"),
        (websocket, "one of a WebSocket API"),
        (lattice, "one of VPC Lattice"),
        (json!({ "Records": [{ "body": CANARY }] }), "a batch of records"),
        (json!({ "detail-type": CANARY, "detail": {} }), "an event of EventBridge"),
        (json!({ "methodArn": CANARY, "type": "REQUEST", "httpMethod": "GET" }), "a request to an authorizer"),
        (
            json!({ "agent": {}, "actionGroup": CANARY, "apiPath": CANARY, "httpMethod": "GET", "parameters": [] }),
            "a request of an agent of Amazon Bedrock",
        ),
        (json!({ "a": CANARY }), "of no known kind"),
        (json!({}), "of no known kind"),
        (json!([{ "rawPath": CANARY }]), "no JSON object"),
        (json!(CANARY), "no JSON object"),
        (json!(null), "no JSON object"),
        (json!(7), "no JSON object"),
    ];
    let function = user();
    for (event, found) in events {
        let message = error_of(&function.invoke(&event), "Runtime.UnmarshalError");
        assert_eq!(message, format!("the event is not a request of an HTTP API or a function URL; it is {found}"));
    }
    for event in [json!({ "headers": { "a": { "b": CANARY } } }), json!({ "body": 7 })] {
        let message = error_of(&function.invoke(&event), "Runtime.UnmarshalError");
        assert!(!message.contains(CANARY), "{message}");
    }
    assert!(!function.raw_log().contains(CANARY));
    assert_eq!(status(&function.invoke(&get("/users/1"))), 200);
}

#[test]
fn a_header_that_would_end_itself_is_refused() {
    let answer = api().invoke(&get("/injection")).json();
    assert_eq!(answer["statusCode"], 500);
    assert!(!answer.to_string().contains("set-cookie"), "{answer}");
}

#[test]
fn a_response_header_that_is_no_text_is_refused() {
    let function = api();
    is_problem(&function, &get("/not-utf-8"), 500);
    let log = json_log(&function);
    let message = errors_among(&log)[0]["errorMessage"].as_str().expect("it has a message");
    assert!(message.contains("`x-bytes`"), "{message}");
}

#[test]
fn a_panic_of_a_route_is_a_500() {
    is_problem(&api(), &get("/panic"), 500);
}

#[test]
fn a_body_that_cannot_be_produced_is_a_500() {
    for (path, error_type) in [("/body-error", "Runtime.ResponseBody"), ("/body-panic", "Function.Panicked")] {
        let function = api();
        is_problem(&function, &get(path), 500);
        let log = json_log(&function);
        let [line] = errors_among(&log)[..] else { panic!("one line alone: {log:#?}") };
        assert_eq!(line["errorType"], error_type);
    }
}

#[test]
fn cookies_and_headers_with_several_values() {
    let function = api();
    let answer = function.invoke(&get("/cookies")).json();
    assert_eq!(answer["cookies"], json!(["a=1; Path=/", "b=2"]));
    assert_eq!(answer["headers"]["x-many"], "x, y, z");

    let rest = json!({ "httpMethod": "GET", "path": "/cookies", "requestContext": {} });
    let answer = function.invoke(&rest).json();
    assert_eq!(answer["multiValueHeaders"]["set-cookie"], json!(["a=1; Path=/", "b=2"]));
    assert_eq!(answer["multiValueHeaders"]["x-many"], json!(["x", "y, z"]));
    assert_eq!(answer.get("cookies"), None);

    let alb = |headers: &str| json!({ "httpMethod": "GET", "path": "/cookies", headers: {}, "requestContext": { "elb": {} } });
    let answer = function.invoke(&alb("multiValueHeaders")).json();
    assert_eq!(answer["multiValueHeaders"]["x-many"], json!(["x", "y, z"]));
    assert_eq!(answer["statusDescription"], "200 OK");
    let answer = function.invoke(&alb("headers")).json();
    assert_eq!(answer["headers"]["x-many"], "x, y, z");
    assert_eq!(answer.get("multiValueHeaders"), None);
}

/// A request of payload format 1.0, with an authorizer.
fn authorized(authorizer: &Value) -> Value {
    json!({ "httpMethod": "GET", "path": "/me", "headers": {}, "requestContext": { "authorizer": authorizer } })
}

#[test]
fn claims_of_each_authorizer() {
    let function = api();
    let of_2_0 =
        |authorizer: &Value| with(get("/me"), |event| event["requestContext"]["authorizer"] = authorizer.clone());
    let events = [
        of_2_0(&json!({ "jwt": { "claims": { "sub": "ada" }, "scopes": null } })),
        of_2_0(&json!({ "lambda": { "sub": "ada" } })),
        of_2_0(&json!({ "lambda": { "sub": "ada", "jwt": "text" } })),
        authorized(&json!({ "claims": { "sub": "ada" } })),
        authorized(&json!({ "principalId": "p", "sub": "ada" })),
        // a Lambda authorizer gives its keys what names it likes
        authorized(&json!({ "sub": "ada", "jwt": "text", "lambda": "text", "iam": "text", "claims": "text" })),
    ];
    for event in events {
        assert_eq!(function.invoke(&event).json()["body"], "ada", "{event}");
    }
    let events = [
        of_2_0(&json!(null)),
        of_2_0(&json!({})),
        of_2_0(&json!({ "lambda": null })),
        of_2_0(&json!({ "jwt": null, "sub": "ada" })),
        of_2_0(&json!({ "iam": { "sub": "ada" } })),
        of_2_0(&json!({ "jwt": { "claims": { "sub": 7 } } })),
    ];
    for event in events {
        is_problem(&function, &event, 401);
    }
    // RFC 6750, 3. "The WWW-Authenticate Response Header Field": an error only where something was sent
    let challenge = |claims: Value| {
        let event = of_2_0(&json!({ "jwt": { "claims": claims } }));
        function.invoke(&event).json()["headers"]["www-authenticate"].clone()
    };
    assert_eq!(challenge(json!(null)), "Bearer");
    assert_eq!(challenge(json!({ "sub": 7 })), "Bearer error=\"invalid_token\"");
    for authorizer in [json!(null), json!({}), json!({ "principalId": "p" })] {
        let answer = function.invoke(&authorized(&authorizer)).json();
        assert_eq!(answer["statusCode"], 401, "{authorizer}");
    }
    let at = |mut event: Value, path: &str| {
        let key = if event["version"] == "2.0" { "rawPath" } else { "path" };
        event[key] = path.into();
        event
    };
    let without = [
        of_2_0(&json!({})),
        of_2_0(&json!({ "jwt": { "claims": null, "scopes": null } })),
        of_2_0(&json!({ "lambda": null })),
        authorized(&json!(null)),
        authorized(&json!({})),
        // the guide's own sample of payload format 1.0
        authorized(&json!({ "claims": null, "scopes": null })),
        authorized(&json!({ "claims": null })),
        authorized(&json!({ "scopes": null })),
        authorized(&json!({ "scopes": ["email"] })),
        authorized(&json!({ "claims": null, "principalId": "p" })),
    ];
    for event in without {
        assert_eq!(status(&function.invoke(&at(event.clone(), "/claims"))), 401, "{event}");
        let answer = function.invoke(&at(event, "/claims-or-none")).json();
        assert_eq!((&answer["statusCode"], &answer["body"]), (&json!(200), &json!("null")), "{answer}");
    }
    let context = json!({ "principalId": "p", "sub": "ada", "scopes": "read" });
    assert_eq!(body(&function.invoke(&at(authorized(&context), "/claims"))), context);
    assert_eq!(body(&function.invoke(&at(authorized(&context), "/claims-or-none"))), "ada");
}

#[test]
fn the_source_address_behind_a_load_balancer() {
    let function = api();
    let event = |forwarded: &str| {
        json!({
            "httpMethod": "GET", "path": "/address", "headers": { "x-forwarded-for": forwarded },
            "requestContext": { "elb": {} },
        })
    };
    for (forwarded, expected) in [
        ("198.51.100.9, 1.2.3.4", "1.2.3.4"),
        ("198.51.100.9:80, 1.2.3.4:5555", "1.2.3.4"),
        ("::1", "::1"),
        ("[::1]:80", "::1"),
        ("[2001:db8::7]", "2001:db8::7"),
    ] {
        assert_eq!(function.invoke(&event(forwarded)).json()["body"], expected, "{forwarded}");
    }
    for forwarded in ["1.2.3.4, unknown", "1.2.3.4:", "[::1"] {
        assert_eq!(status(&function.invoke(&event(forwarded))), 400, "{forwarded}");
    }
    assert_eq!(status(&function.invoke(&event(""))), 500);
}

#[test]
fn the_source_address_of_each_kind() {
    let function = api();
    let lattice = |forwarded: &str| json!({ "raw_path": "/address", "method": "GET", "headers": { "x-forwarded-for": forwarded }, "body": null });
    let lattice_v2 = json!({
        "version": "2.0", "path": "/address", "method": "GET", "headers": { "x-forwarded-for": ["10.0.0.1", "10.213.229.11"] },
        "requestContext": { "serviceArn": "arn", "identity": { "sourceVpcArn": "arn" } },
    });
    let rest = |address: Value| json!({ "httpMethod": "GET", "path": "/address", "requestContext": { "identity": { "sourceIp": address } } });
    let of_2_0 =
        |address: &str| with(get("/address"), |event| event["requestContext"]["http"]["sourceIp"] = address.into());
    for (event, expected) in [
        (lattice("10.213.229.10"), "10.213.229.10"),
        (lattice("203.0.113.7, 10.213.229.10"), "10.213.229.10"),
        (lattice("203.0.113.7,2001:db8::7"), "2001:db8::7"),
        (lattice_v2, "10.213.229.11"),
        (rest("2001:db8::7".into()), "2001:db8::7"),
        (of_2_0("2001:db8:0:0:0:0:0:7"), "2001:db8::7"),
    ] {
        assert_eq!(function.invoke(&event).json()["body"], expected, "{event}");
        let event = with(event, |event| {
            let key = ["path", "rawPath", "raw_path"].into_iter().find(|key| event.get(key).is_some()).unwrap();
            event[key] = "/or-none".into();
        });
        assert_eq!(body(&function.invoke(&event))["address"], expected, "{event}");
    }
    // as the console's test of a REST API has it
    for event in [rest("test-invoke-source-ip".into()), of_2_0("test-invoke-source-ip"), lattice("unknown")] {
        assert_eq!(status(&function.invoke(&event)), 400, "{event}");
    }
    for event in [rest(Value::Null), lattice("")] {
        assert_eq!(status(&function.invoke(&event)), 500, "{event}");
    }
}

#[test]
fn what_need_not_be_there_is_none() {
    let function = api();
    let lattice = json!({ "raw_path": "/or-none", "method": "GET", "headers": {}, "body": null });
    let expected = json!({
        "context": true, "requestContext": null, "stage": null, "address": null, "resource": null, "variables": null,
        "parameters": null, "claims": null,
    });
    assert_eq!(body(&function.invoke(&lattice)), expected);
    let rest = json!({
        "httpMethod": "GET", "path": "/or-none", "resource": "/{proxy+}", "stageVariables": { "table": "orders" },
        "pathParameters": { "proxy": "or-none" },
        "requestContext": {
            "stage": "prod", "identity": { "sourceIp": "test-invoke-source-ip" }, "authorizer": { "claims": { "sub": "ada" } },
        },
    });
    let expected = json!({
        "context": true, "requestContext": rest["requestContext"], "stage": "prod", "address": null, "resource": "/{proxy+}",
        "variables": { "table": "orders" }, "parameters": { "proxy": "or-none" }, "claims": { "sub": "ada" },
    });
    assert_eq!(body(&function.invoke(&rest)), expected);
}

#[test]
fn what_the_event_has_beside_the_request() {
    let function = api();
    let with_both = |mut event: Value| {
        event["stageVariables"] = json!({ "table": "orders" });
        event["pathParameters"] = json!({ "proxy": "beside-the-request" });
        event
    };
    let rest = with_both(json!({ "httpMethod": "GET", "path": "/beside-the-request", "resource": "/{proxy+}" }));
    let websocket = with_both(json!({
        "requestContext": { "connectionId": "c", "eventType": "CONNECT", "routeKey": "beside-the-request" },
    }));
    for (event, resource) in
        [(rest, json!("/{proxy+}")), (with_both(get("/beside-the-request")), Value::Null), (websocket, Value::Null)]
    {
        let beside = body(&function.invoke(&event));
        assert_eq!(beside["variables"], json!({ "table": "orders" }), "{event}");
        assert_eq!(beside["parameters"], json!({ "proxy": "beside-the-request" }), "{event}");
        assert_eq!((&beside["resource"], &beside["event"]), (&resource, &event));
    }
    let alb = json!({ "httpMethod": "GET", "path": "/beside-the-request", "requestContext": { "elb": {} } });
    let without = with(get("/beside-the-request"), |event| {
        event["stageVariables"] = Value::Null;
        event["pathParameters"] = Value::Null;
    });
    for event in [alb, without] {
        let beside = body(&function.invoke(&event));
        assert_eq!((&beside["variables"], &beside["parameters"]), (&json!({}), &json!({})), "{event}");
    }
    let table = |variables: Value| with(get("/table"), |event| event["stageVariables"] = variables.clone());
    assert_eq!(function.invoke(&table(json!({ "table": "orders" }))).json()["body"], "orders");
    for variables in [Value::Null, json!({ "table": 7 }), json!({ "tables": "orders" })] {
        is_problem(&function, &table(variables), 500);
    }
}

/// RFC 9113, 8.2.3 "Compressing the Cookie Header Field".
#[test]
fn cookies_in_several_lines_are_one() {
    let headers = |event: &Value| {
        let echo = echoed(event);
        let of = |wanted: &str| {
            let headers = echo["headers"].as_array().unwrap().iter();
            headers.filter(|header| header[0] == wanted).map(|header| header[1].clone()).collect::<Vec<_>>()
        };
        (of("cookie"), of("x-many"))
    };
    let several = json!({ "Cookie": ["a=1", "b=2; c=3"], "X-Many": ["1", "2"] });
    let rest = json!({ "httpMethod": "GET", "path": "/", "multiValueHeaders": several, "requestContext": {} });
    let single_too = with(rest.clone(), |event| event["headers"] = json!({ "cookie": "b=2; c=3", "x-many": "2" }));
    let named_twice = with(rest.clone(), |event| {
        event["multiValueHeaders"] = json!({ "Cookie": ["a=1"], "cookie": ["b=2; c=3"], "x-many": ["1", "2"] });
    });
    let alb = with(rest.clone(), |event| event["requestContext"] = json!({ "elb": {} }));
    let lattice = json!({
        "version": "2.0", "path": "/", "method": "GET", "headers": several, "requestContext": { "serviceArn": "arn" },
    });
    let websocket = json!({
        "multiValueHeaders": several,
        "requestContext": { "connectionId": "c", "eventType": "CONNECT", "routeKey": "$connect" },
    });
    for event in [rest, single_too, named_twice, alb, lattice, websocket] {
        assert_eq!(headers(&event), (vec![json!("a=1; b=2; c=3")], vec![json!("1"), json!("2")]), "{event}");
    }
    let of_2_0 = with(get("/"), |event| event["cookies"] = json!(["a=1", "b=2", "c=3"]));
    assert_eq!(headers(&of_2_0).0, [json!("a=1; b=2; c=3")]);
}

#[test]
fn a_message_that_is_json_is_taken_as_json() {
    let function = api();
    let message = |key: &str, body: &str| {
        json!({
            "requestContext": { "connectionId": "c", "eventType": "MESSAGE", "routeKey": key },
            "body": body, "isBase64Encoded": false,
        })
    };
    let answer = function.invoke(&message("json", r#"{"action":"json"}"#)).json();
    assert_eq!((&answer["statusCode"], &answer["body"]), (&json!(200), &json!(r#"{"action":"json"}"#)), "{answer}");
    let refused = function.invoke(&message("json", "Canary4111"));
    assert_eq!(status(&refused), 415);
    let log = json_log(&function);
    let warnings: Vec<_> = log.iter().filter(|line| line["level"] == "WARN").collect();
    let [line] = warnings[..] else { panic!("one line alone: {log:#?}") };
    assert_eq!((&line["status"], &line["requestId"]), (&json!(415), &json!(refused.request_id())));
    assert!(!function.raw_log().contains("Canary4111"));
}

#[test]
fn the_stage_is_no_part_of_the_path() {
    for (stage, path) in
        [("prod", "/prod/hello"), ("prod", "/hello"), ("hello", "/hello/hello"), ("$default", "/hello")]
    {
        let event = with(get(path), |event| event["requestContext"]["stage"] = stage.into());
        assert_eq!(api().invoke(&event).json()["body"], "hello", "{stage} {path}");
    }
    let event = with(get("/production/x"), |event| event["requestContext"]["stage"] = "prod".into());
    assert_eq!(echoed(&event)["path"], "/production/x");
}

/// The prelude of a streamed answer, and the body behind the NULs.
fn streamed(bytes: &[u8]) -> (Value, String) {
    let place = bytes.windows(8).position(|window| window == [0; 8]).expect("the prelude ends in NULs");
    let prelude = serde_json::from_slice(&bytes[..place]).expect("the prelude is JSON");
    (prelude, String::from_utf8_lossy(&bytes[place + 8..]).into_owned())
}

#[test]
fn a_stream_has_a_prelude_and_comes_in_pieces() {
    let function = lambda(HTTP_STREAM).spawn();
    let invocation = function.invoke(&get("/"));
    let (prelude, body) = streamed(invocation.result().expect("it is streamed to its end"));
    assert_eq!(prelude, json!({ "statusCode": 200, "headers": {}, "cookies": ["a=1", "b=2"] }));
    assert_eq!(body, "012");
    assert_eq!(status_of_stream(&function, "/nothing"), 404);
}

fn status_of_stream(function: &LocalLambda, path: &str) -> u64 {
    let invocation = function.invoke(&get(path));
    let (prelude, _) = streamed(invocation.result().expect("it is streamed to its end"));
    prelude["statusCode"].as_u64().expect("the prelude has a status")
}

#[test]
fn a_stream_that_breaks_off_is_told_and_logged() {
    for (path, error_type, logged) in
        [("/error", "Runtime.StreamError", "secret cause"), ("/panic", "Function.Panicked", "at piece 1")]
    {
        let function = lambda(HTTP_STREAM).spawn();
        let message = error_of(&function.invoke(&get(path)), error_type);
        assert_eq!(message, "the response broke off; the log says why");
        assert_eq!(status_of_stream(&function, "/"), 200, "the next request is served");
        let log = json_log(&function);
        let [line] = errors_among(&log)[..] else { panic!("one line alone: {log:#?}") };
        assert!(line["errorMessage"].as_str().is_some_and(|message| message.contains(logged)), "{line}");
        assert_eq!(line.get("causes"), None, "the message is not said again");
    }
}
