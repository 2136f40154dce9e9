//! As much of Lambda's Extensions API as a function needs that asks for the SIGTERM of a shutdown: Lambda Developer
//! Guide, "Using the Lambda Extensions API to create extensions".

use std::convert::Infallible;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use serde::Deserialize;
use serde_json::json;

use super::environment::Environment;
use super::event::error_body;
use super::http::{HttpResponse, body, header, json, set_header};

pub(crate) const PREFIX: &str = "/2020-01-01/extension/";
const NAME: &str = "lambda-extension-name";
const IDENTIFIER: &str = "lambda-extension-identifier";
/// Bytes of a registration.
const MAX_REGISTRATION: usize = 64 * 1024;

#[derive(Deserialize)]
struct Registration {
    #[serde(default)]
    events: Vec<String>,
}

/// Answers a request, but for that of an extension which waits for its events: it has none.
pub(crate) async fn answer(environment: &Environment, request: Request<Incoming>) -> HttpResponse {
    let path = request.uri().path().strip_prefix(PREFIX).unwrap_or_default();
    match (request.method(), path) {
        (&Method::POST, "register") => register(environment, request).await,
        (&Method::GET, "event/next") => match header(&request, IDENTIFIER) == environment.extension().as_deref() {
            true => match wait().await {},
            false => refuse(StatusCode::FORBIDDEN, "Extension.UnknownExtensionIdentifier", "register first"),
        },
        _ => refuse(StatusCode::NOT_FOUND, "NotFound", "the local Lambda's Extensions API has no such path"),
    }
}

async fn register(environment: &Environment, request: Request<Incoming>) -> HttpResponse {
    let name = header(&request, NAME).unwrap_or_default().to_owned();
    if name.is_empty() {
        return refuse(StatusCode::FORBIDDEN, "Extension.InvalidExtensionName", "the extension has no name");
    }
    let registration = match body(request, MAX_REGISTRATION).await {
        Ok(body) => serde_json::from_slice::<Registration>(&body).ok(),
        Err(_) => None,
    };
    match registration {
        Some(Registration { events }) if events.is_empty() => {}
        Some(_) => {
            let message = "the local Lambda sends no events to extensions; register for none";
            return refuse(StatusCode::BAD_REQUEST, "ValidationError", message);
        }
        None => return refuse(StatusCode::BAD_REQUEST, "InvalidRequestFormat", "the registration cannot be read"),
    }
    let identifier = environment.register_extension();
    let function = environment.function_name();
    let registered = json!({ "functionName": function, "functionVersion": "$LATEST", "handler": "bootstrap" });
    let mut response = json(StatusCode::OK, Bytes::from(registered.to_string()));
    set_header(&mut response, IDENTIFIER, &identifier);
    response
}

async fn wait() -> Infallible {
    std::future::pending().await
}

fn refuse(status: StatusCode, error_type: &str, message: &str) -> HttpResponse {
    json(status, error_body(error_type, message))
}
