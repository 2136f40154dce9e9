//! The real binary, with the events that an HTTP API sends.

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};

fn api() -> LocalLambda {
    LocalLambda::spawn(env!("CARGO_BIN_EXE_api"))
}

/// Status, headers and body of the response.
fn call(api: &LocalLambda, method: &str, path: &str, body: &Value) -> (u64, Value, Value) {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let answer = api
        .invoke(&json!({
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": path,
            "rawQueryString": query,
            "headers": { "content-type": "application/json" },
            "requestContext": { "stage": "$default", "http": { "method": method, "path": path } },
            "body": (!body.is_null()).then(|| body.to_string()),
            "isBase64Encoded": false,
        }))
        .json();
    let text = answer["body"].as_str().expect("a body is text");
    let body = serde_json::from_str(text).unwrap_or(Value::Null);
    (answer["statusCode"].as_u64().expect("an answer has a status"), answer["headers"].clone(), body)
}

#[test]
fn the_life_of_a_note() {
    let api = api();
    let (status, headers, note) = call(&api, "POST", "/notes", &json!({ "title": "milk" }));
    assert_eq!((status, &headers["location"]), (201, &json!("/notes/1")));
    assert_eq!(note, json!({ "id": 1, "title": "milk", "text": "" }));
    let change = json!({ "title": "milk", "text": "two bottles" });
    assert_eq!(call(&api, "PUT", "/notes/1", &change).2["text"], "two bottles");
    assert_eq!(call(&api, "GET", "/notes?limit=1", &Value::Null).2["notes"][0]["text"], "two bottles");
    assert_eq!(call(&api, "DELETE", "/notes/1", &Value::Null).0, 204);
    assert_eq!(call(&api, "GET", "/notes/1", &Value::Null).0, 404);
}

#[test]
fn what_is_refused_says_why() {
    let api = api();
    let cases = [
        ("GET", "/notes/9", Value::Null, 404, "there is no note 9"),
        ("POST", "/notes", json!({ "title": " " }), 422, "title is empty"),
        ("GET", "/notes?limit=1000", Value::Null, 422, "limit is not 1 to 100"),
    ];
    for (method, path, body, expected, detail) in cases {
        let (status, headers, problem) = call(&api, method, path, &body);
        assert_eq!((status, &headers["content-type"]), (expected, &json!("application/problem+json")));
        assert_eq!(problem["detail"], detail);
    }
}

/// What axum's extractors refuse has the form of the API's own errors.
#[test]
fn rejections_of_the_extractors_are_problems_too() {
    let api = api();
    let cases = [
        ("GET", "/notes/milk", Value::Null, 400),
        ("GET", "/notes?limit=many", Value::Null, 400),
        ("POST", "/notes", json!({ "title": "milk", "colour": "white" }), 422),
        ("POST", "/notes", json!([1]), 422),
        ("GET", "/nothing", Value::Null, 404),
        ("PATCH", "/notes", Value::Null, 405),
    ];
    for (method, path, body, expected) in cases {
        let (status, headers, problem) = call(&api, method, path, &body);
        assert_eq!((status, &headers["content-type"]), (expected, &json!("application/problem+json")), "{path}");
        assert_eq!(problem["status"], expected);
    }
}
