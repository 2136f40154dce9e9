//! Answers HTTP with the event itself, or as the request's header `answer` says.

use lambda_fn::{Error, Result, lambda_fn};
use serde_json::{Value, json};

#[lambda_fn(name = "http", timeout = 50)]
async fn http(event: Value) -> Result<Value> {
    let headers = event.get("headers").unwrap_or(&event["multiValueHeaders"]);
    let answer = &headers["answer"];
    match answer.as_str().or(answer[0].as_str()) {
        None => Ok(ok(&event.to_string())),
        Some("length") => Ok(ok(&event["body"].as_str().unwrap_or_default().len().to_string())),
        Some("fail") => Err(Error::new("Asked", "a secret of the payload")),
        Some("exit") => std::process::exit(1),
        Some("large") => Ok(ok(&"x".repeat(1_048_576))),
        Some(answer) => Ok(serde_json::from_str(answer)?),
    }
}

fn ok(body: &str) -> Value {
    json!({ "statusCode": 200, "headers": { "content-type": "application/json" }, "body": body })
}
