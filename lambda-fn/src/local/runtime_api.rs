//! The API that the function's process polls: Lambda Developer Guide, "Using the Lambda runtime API".

use std::rc::Rc;
use std::time::SystemTime;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::sync::mpsc;

use super::environment::{Accepted, Environment, Next};
use super::event::{Answer, Piece, error_body, response_too_large};
use super::extensions_api;
use super::fault::{Endpoint, Fault};
use super::http::{self as api, HttpResponse, Unread, body, json, set_header};
use super::journal::Post;
use super::origin;
use super::variables::REGION;
use crate::encode::MAX_RESPONSE;

const PREFIX: &str = "/2018-06-01/runtime/";
const ERROR_TYPE: &str = "lambda-runtime-function-error-type";
const ERROR_BODY: &str = "lambda-runtime-function-error-body";

/// Answers a request; `None` closes the connection.
pub(crate) async fn answer(environment: Rc<Environment>, request: Request<Incoming>) -> Option<HttpResponse> {
    if let Some(refused) = origin::refused_page(request.headers()) {
        return Some(refused);
    }
    let is_kept = environment.journal().is_some() && request.method() == Method::POST;
    let posted = is_kept.then(|| (request.uri().path().to_owned(), request.headers().clone()));
    let answer = route(&environment, request).await;
    if let (Some(journal), Some((path, headers))) = (environment.journal(), posted) {
        let path = path.strip_prefix(PREFIX).unwrap_or(&path).to_owned();
        journal.post(Post { path, headers, status: answer.as_ref().map(|answer| answer.status().as_u16()) });
    }
    answer
}

async fn route(environment: &Environment, request: Request<Incoming>) -> Option<HttpResponse> {
    let path = request.uri().path().to_owned();
    if path.starts_with(extensions_api::PREFIX) {
        return Some(extensions_api::answer(environment, request).await);
    }
    let route: Vec<_> = path.strip_prefix(PREFIX).unwrap_or_default().split('/').collect();
    let endpoint = match (request.method(), route.as_slice()) {
        (&Method::GET, ["invocation", "next"]) => {
            return match environment.next().await {
                Ok(next) => Some(hand_out(environment, next)),
                Err(fault) => go_wrong(fault),
            };
        }
        (&Method::POST, ["invocation", _, "response"]) => Some(Endpoint::Response),
        (&Method::POST, ["invocation", _, "error"]) => Some(Endpoint::Error),
        _ => None,
    };
    if let Some(fault) = endpoint.and_then(|endpoint| environment.fault_at(endpoint)) {
        return go_wrong(fault);
    }
    Some(match (request.method(), route.as_slice()) {
        (&Method::POST, ["invocation", id, "response"]) => response(environment, id, request).await,
        (&Method::POST, ["invocation", id, "error"]) => match body(request, MAX_RESPONSE).await {
            Ok(body) => accept(&environment.answer(id, Answer::FunctionError(body))),
            Err(unread) => refuse(&unread),
        },
        (&Method::POST, ["init", "error"]) => match body(request, MAX_RESPONSE).await {
            Ok(body) => accept(&environment.init_failed(body)),
            Err(unread) => refuse(&unread),
        },
        _ => error(StatusCode::NOT_FOUND, "NotFound", "the Runtime API has no such path"),
    })
}

fn go_wrong(fault: Fault) -> Option<HttpResponse> {
    match fault {
        Fault::Status(_, status) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            Some(error(status, "InternalServerError", "a fault that a test has asked for"))
        }
        Fault::Garbage(_) => Some(json(StatusCode::OK, Bytes::from_static(b"\x00\xff{]"))),
        Fault::Drop(_) | Fault::Kill | Fault::Timeout => None,
    }
}

fn hand_out(environment: &Environment, next: Next) -> HttpResponse {
    let Next { event, deadline } = next;
    let mut response = json(StatusCode::OK, event.payload);
    let deadline = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let arn = format!("arn:aws:lambda:{REGION}:000000000000:function:{}", environment.function_name());
    set_header(&mut response, "lambda-runtime-aws-request-id", &event.request_id);
    set_header(&mut response, "lambda-runtime-invocation-id", &event.request_id);
    set_header(&mut response, "lambda-runtime-deadline-ms", &deadline.to_string());
    set_header(&mut response, "lambda-runtime-invoked-function-arn", &arn);
    set_header(&mut response, "lambda-runtime-trace-id", &trace_id(&event.request_id));
    if let Some(client_context) = &event.client_context {
        set_header(&mut response, "lambda-runtime-client-context", client_context);
    }
    response.headers_mut().extend(event.headers);
    response
}

/// Not sampled.
fn trace_id(request_id: &str) -> String {
    format!("{};Parent=0000000000000000;Sampled=0", trace_root(request_id))
}

/// X-Ray Developer Guide, "Tracing header": the time in eight hexadecimal digits, then 96 bits.
pub(crate) fn trace_root(request_id: &str) -> String {
    let digits = request_id.replace('-', "");
    let (time, rest) = digits.split_at_checked(8).unwrap_or((&digits, ""));
    format!("Root=1-{time}-{rest:0<24}")
}

async fn response(environment: &Environment, id: &str, request: Request<Incoming>) -> HttpResponse {
    let content_type = api::header(&request, header::CONTENT_TYPE.as_str()).unwrap_or("application/json").to_owned();
    if api::header(&request, "lambda-runtime-function-response-mode") == Some("streaming") {
        return stream(environment, id, content_type, request).await;
    }
    match body(request, MAX_RESPONSE).await {
        Ok(body) => accept(&environment.answer(id, Answer::Response { content_type, body })),
        Err(Unread::TooLarge) => {
            environment.answer(id, Answer::FunctionError(response_too_large()));
            refuse(&Unread::TooLarge)
        }
        Err(Unread::Broken) => refuse(&Unread::Broken),
    }
}

/// Passes a response on as it comes.
async fn stream(environment: &Environment, id: &str, content_type: String, request: Request<Incoming>) -> HttpResponse {
    let reply = match environment.reply(id) {
        Ok(reply) => reply,
        Err(refused) => return accept(&refused),
    };
    let (sender, pieces) = mpsc::channel(16);
    let _ = reply.send(Answer::Stream { content_type, pieces });
    let mut body = request.into_body();
    let mut failed = None;
    while let Some(frame) = body.frame().await {
        match frame.map(hyper::body::Frame::into_data) {
            Ok(Ok(data)) => {
                // who no longer reads has gone away; the function is let finish
                let _ = sender.send(Piece::Data(data)).await;
            }
            Ok(Err(frame)) => failed = frame.into_trailers().ok().and_then(|trailers| stream_error(&trailers)),
            Err(_) => {
                let ending = environment.ending(id).await;
                let truncated = || error_body("Runtime.TruncatedResponse", "the response broke off");
                failed = Some(Piece::Error(ending.unwrap_or_else(truncated)));
                break;
            }
        }
    }
    let status = failed.as_ref().map(Piece::status).unwrap_or_default();
    if let Some(failed) = failed {
        let _ = sender.send(failed).await;
    }
    drop(sender);
    environment.done(id, status);
    accept(&Accepted::Yes)
}

/// The error that a function reports behind the pieces of its response.
fn stream_error(trailers: &HeaderMap) -> Option<Piece> {
    let error_type = trailers.get(ERROR_TYPE)?.to_str().ok()?.to_owned();
    let decoded = trailers.get(ERROR_BODY).and_then(|body| BASE64_STANDARD.decode(body).ok());
    let error_body = match decoded {
        Some(body) if serde_json::from_slice::<serde::de::IgnoredAny>(&body).is_ok() => Bytes::from(body),
        Some(body) => error_body(&error_type, &String::from_utf8_lossy(&body)),
        None => error_body(&error_type, "the response broke off"),
    };
    Some(Piece::Error(error_body))
}

fn accept(accepted: &Accepted) -> HttpResponse {
    match accepted {
        Accepted::Yes => json(StatusCode::ACCEPTED, r#"{"status":"OK"}"#),
        Accepted::UnknownRequestId => error(StatusCode::BAD_REQUEST, "InvalidRequestID", "Invalid request ID"),
        Accepted::AnsweredBefore => error(StatusCode::FORBIDDEN, "InvalidStateTransition", "Transition is not allowed"),
        Accepted::TooLate => error(StatusCode::GONE, "InvokeTimeout", "Invoke timeout"),
    }
}

fn refuse(unread: &Unread) -> HttpResponse {
    match unread {
        Unread::TooLarge => {
            let message = format!("Exceeded maximum allowed payload size ({MAX_RESPONSE} bytes).");
            error(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", &message)
        }
        Unread::Broken => error(StatusCode::BAD_REQUEST, "InvalidRequest", "the body cannot be read"),
    }
}

fn error(status: StatusCode, error_type: &str, message: &str) -> HttpResponse {
    json(status, error_body(error_type, message))
}
