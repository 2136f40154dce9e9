//! The API that the function's process polls: Lambda Developer Guide, "Using the Lambda runtime API".

use std::time::SystemTime;

use http::{HeaderValue, Method, Request, StatusCode};
use hyper::body::Incoming;

use super::emulator::{Answer, Emulator};
use super::http::{HttpResponse, body, error_response, json_response};
use crate::encode::MAX_RESPONSE;

const PREFIX: &str = "/2018-06-01/runtime/";

/// The part of a path that belongs to this API.
pub(super) fn route(path: &str) -> Option<&str> {
    path.strip_prefix(PREFIX)
}

pub(super) async fn answer(emulator: &Emulator, request: Request<Incoming>) -> HttpResponse {
    let path = request.uri().path().to_owned();
    let route: Vec<_> = route(&path).unwrap_or_default().split('/').collect();
    match (request.method(), route.as_slice()) {
        (&Method::GET, ["invocation", "next"]) => next(emulator).await,
        (&Method::POST, ["invocation", id, "response"]) => match body(request, MAX_RESPONSE).await {
            Ok(body) => accept(emulator.answer(id, Answer::Response(body))),
            Err(refused) => {
                let message = format!("Response payload exceeded maximum allowed payload size ({MAX_RESPONSE} bytes).");
                emulator.answer(id, Answer::error("Function.ResponseSizeTooLarge", &message));
                refused
            }
        },
        (&Method::POST, ["invocation", id, "error"]) => match body(request, MAX_RESPONSE).await {
            Ok(body) => accept(emulator.answer(id, Answer::FunctionError(body))),
            Err(refused) => refused,
        },
        (&Method::POST, ["init", "error"]) => match body(request, MAX_RESPONSE).await {
            Ok(body) => {
                emulator.init_failed(body);
                accept(true)
            }
            Err(refused) => refused,
        },
        _ => error_response(StatusCode::NOT_FOUND, "NotFound", "the Runtime API has no such path"),
    }
}

async fn next(emulator: &Emulator) -> HttpResponse {
    let (request_id, payload, deadline) = emulator.next().await;
    let mut response = json_response(StatusCode::OK, payload);
    let deadline = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let arn = format!("arn:aws:lambda:us-east-1:000000000000:function:{}", emulator.function.name);
    let trace =
        format!("Root=1-{};Parent=0000000000000000;Sampled=0", request_id.replace('-', "").get(..8).unwrap_or("0"));
    let headers = [
        ("lambda-runtime-aws-request-id", request_id),
        ("lambda-runtime-deadline-ms", deadline.to_string()),
        ("lambda-runtime-invoked-function-arn", arn),
        ("lambda-runtime-trace-id", trace),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn accept(known: bool) -> HttpResponse {
    match known {
        true => json_response(StatusCode::ACCEPTED, r#"{"status":"OK"}"#),
        false => error_response(StatusCode::BAD_REQUEST, "InvalidRequestID", "Invalid request ID"),
    }
}
