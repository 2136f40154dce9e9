//! The API through which functions are invoked: Lambda's API reference, `Invoke`.

use http::{HeaderValue, Request, StatusCode};
use hyper::body::Incoming;

use super::emulator::{Answer, Emulator};
use super::http::{HttpResponse, body, json_response};

const PREFIX: &str = "/2015-03-31/functions/";
const SUFFIX: &str = "/invocations";

/// AWS Lambda quotas: "6 MB each for request and response (synchronous)".
const MAX_REQUEST: usize = 6_291_456;

pub(super) fn path(function: &str) -> String {
    format!("{PREFIX}{function}{SUFFIX}")
}

/// Whether a request invokes the function; any name will do, since there is only one.
pub(super) fn is_invoke(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.ends_with(SUFFIX))
}

pub(super) async fn invoke(emulator: &Emulator, request: Request<Incoming>) -> HttpResponse {
    let payload = match body(request, MAX_REQUEST).await {
        Ok(payload) => payload,
        Err(refused) => return refused,
    };
    match emulator.invoke(payload).await {
        Answer::Response(body) => json_response(StatusCode::OK, body),
        Answer::FunctionError(body) => {
            let mut response = json_response(StatusCode::OK, body);
            response.headers_mut().insert("x-amz-function-error", HeaderValue::from_static("Unhandled"));
            response
        }
    }
}
