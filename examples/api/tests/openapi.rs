//! The document that the real binary has of itself, held to what it does.

use lambda_fn::http::axum::http::Request;
use lambda_fn::http::header;
use lambda_fn::testing::{HttpResponse, LocalLambda};
use serde_json::{Map, Value, json};

const DRAFT: &str = r#"{"title":"milk"}"#;

fn api() -> LocalLambda {
    LocalLambda::spawn(env!("CARGO_BIN_EXE_api"))
}

fn call(api: &LocalLambda, method: &str, path: &str) -> HttpResponse {
    let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
    api.http(request.body(DRAFT).expect("it is a request"))
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("it is an object")
}

#[test]
fn each_operation_answers_as_the_document_says() {
    let api = api();
    let document = api.get("/openapi.json").json();
    let mut operations = Vec::new();
    for (path, methods) in object(&document["paths"]) {
        for (method, operation) in object(methods) {
            let created = call(&api, "POST", "/notes").json();
            let path_of_note = path.replace("{id}", &created["id"].to_string());
            let status = call(&api, &method.to_uppercase(), &path_of_note).status();
            let responses = object(&operation["responses"]);
            assert!(responses.contains_key(status.as_str()), "{method} {path}: {status}");
            operations.push(format!("{method} {path}"));
        }
    }
    operations.sort_unstable();
    assert_eq!(operations, ["delete /notes/{id}", "get /notes", "get /notes/{id}", "post /notes", "put /notes/{id}"]);
}

#[test]
fn what_goes_in_is_described() {
    let document = api().get("/openapi.json").json();
    let paths = &document["paths"];
    let parameters = paths["/notes"]["get"]["parameters"].as_array().expect("there are some");
    let shown = parameters.iter().map(|parameter| json!([parameter["name"], parameter["in"], parameter["required"]]));
    assert_eq!(shown.collect::<Vec<_>>(), [json!(["after", "query", false]), json!(["limit", "query", false])]);
    assert_eq!(paths["/notes/{id}"]["get"]["parameters"][0]["in"], "path");
    let body = &paths["/notes"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(body["$ref"], "#/components/schemas/Draft");
    assert_eq!(document["components"]["schemas"]["Draft"]["required"], json!(["title"]));
}
