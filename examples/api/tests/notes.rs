//! The real binary, with requests as clients send them.

use lambda_fn::http::axum::http::Request;
use lambda_fn::http::{StatusCode, header};
use lambda_fn::testing::{Fault, HttpResponse, LocalLambda};
use serde_json::{Value, json};

fn api() -> LocalLambda {
    LocalLambda::spawn(env!("CARGO_BIN_EXE_api"))
}

fn call(api: &LocalLambda, method: &str, path: &str, body: &Value) -> HttpResponse {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
    api.http(request.body(body).expect("it is a request"))
}

#[track_caller]
fn assert_problem(response: &HttpResponse, status: u16) {
    assert_eq!(response.status(), status, "{response:?}");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    let problem = response.json();
    assert_eq!(problem["status"], status);
    assert_eq!(problem["instance"], response.request_id());
}

#[test]
fn the_life_of_a_note() {
    let api = api();
    let created = call(&api, "POST", "/notes", &json!({ "title": "milk" }));
    assert_eq!(
        (created.status(), &created.headers()[header::LOCATION]),
        (StatusCode::CREATED, &"/notes/1".parse().unwrap())
    );
    assert_eq!(created.json(), json!({ "id": 1, "title": "milk", "text": "" }));
    let change = json!({ "title": "milk", "text": "two bottles" });
    assert_eq!(call(&api, "PUT", "/notes/1", &change).json()["text"], "two bottles");
    assert_eq!(api.get("/notes?limit=1").json()["notes"][0]["text"], "two bottles");
    assert_eq!(call(&api, "DELETE", "/notes/1", &Value::Null).status(), StatusCode::NO_CONTENT);
    assert_problem(&api.get("/notes/1"), 404);
}

#[test]
fn what_is_next_leads_from_page_to_page() {
    let api = api();
    for number in 1..=5 {
        call(&api, "POST", "/notes", &json!({ "title": format!("note {number}") }));
    }
    let (mut next, mut sizes) = (json!("/notes?limit=2"), Vec::new());
    while let Some(path) = next.as_str() {
        let page = api.get(path).json();
        sizes.push(page["notes"].as_array().map_or(0, Vec::len));
        next = page["next"].clone();
    }
    assert_eq!(sizes, [2, 2, 1]);
}

#[test]
fn what_is_refused_says_why() {
    let api = api();
    let cases = [
        ("GET", "/notes/9", Value::Null, 404, "NoteNotFound", "there is no note 9"),
        ("POST", "/notes", json!({ "title": " " }), 422, "Invalid", "title is empty"),
        ("GET", "/notes?limit=1000", Value::Null, 422, "Invalid", "limit is not 1 to 100"),
    ];
    for (method, path, body, status, kind, detail) in cases {
        let refused = call(&api, method, path, &body);
        assert_problem(&refused, status);
        assert_eq!((&refused.json()["type"], &refused.json()["detail"]), (&json!(kind), &json!(detail)));
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
    for (method, path, body, status) in cases {
        assert_problem(&call(&api, method, path, &body), status);
    }
}

/// Why an API of yours has a database: what an environment holds is its own, and ends with it.
#[test]
fn another_environment_knows_no_note_of_the_first() {
    let api = api();
    call(&api, "POST", "/notes", &json!({ "title": "milk" }));
    assert_eq!(api.get("/notes/1").status(), StatusCode::OK);
    api.inject(Fault::Kill);
    assert_eq!(api.get("/notes/1").status(), StatusCode::BAD_GATEWAY);
    assert_problem(&api.get("/notes/1"), 404);
}
