//! What both APIs have in common.

use bytes::Bytes;
use http::{Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use serde_json::json;

pub(super) type HttpResponse = Response<Full<Bytes>>;

/// The whole body, unless it is larger than `limit`.
pub(super) async fn body(request: Request<Incoming>, limit: usize) -> Result<Bytes, HttpResponse> {
    match Limited::new(request.into_body(), limit).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => {
            let message = format!("Request must be smaller than {limit} bytes for the InvokeFunction operation");
            Err(error_response(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLargeException", &message))
        }
        Err(error) => {
            Err(error_response(StatusCode::BAD_REQUEST, "InvalidRequestContentException", &error.to_string()))
        }
    }
}

pub(super) fn json_response(status: StatusCode, body: impl Into<Bytes>) -> HttpResponse {
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    response
}

pub(super) fn error_response(status: StatusCode, error_type: &str, message: &str) -> HttpResponse {
    json_response(status, json!({ "errorType": error_type, "errorMessage": message }).to_string())
}
