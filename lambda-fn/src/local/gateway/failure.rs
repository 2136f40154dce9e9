use std::fmt;

use http::StatusCode;
use serde_json::json;

use super::kind::HttpKind;
use crate::local::event::error_type;
use crate::local::http::{HttpResponse, json, response};

/// Why the gateway answers instead of the function. It tells people the reason, and the client only that there is one.
pub(super) struct Failure {
    cause: Cause,
    reason: String,
}

#[derive(Clone, Copy)]
enum Cause {
    Unreadable,
    TooLarge,
    Throttled,
    /// The function fails, or answers with what is no HTTP response.
    Function,
    TimedOut,
}

impl Failure {
    pub(super) fn unreadable() -> Self {
        Self { cause: Cause::Unreadable, reason: "its body cannot be read".to_owned() }
    }

    pub(super) fn too_large(reason: String) -> Self {
        Self { cause: Cause::TooLarge, reason }
    }

    pub(super) fn throttled() -> Self {
        let reason = "no execution environment is free; raise `--concurrency`".to_owned();
        Self { cause: Cause::Throttled, reason }
    }

    pub(super) fn function(reason: String) -> Self {
        Self { cause: Cause::Function, reason }
    }

    /// `{"errorType", "errorMessage"}`: the message may hold the request's data.
    pub(super) fn function_error(body: &[u8]) -> Self {
        let error_type = error_type(body);
        let cause = match error_type.as_str() {
            "Sandbox.Timedout" => Cause::TimedOut,
            _ => Cause::Function,
        };
        Self { cause, reason: format!("the function failed with `{error_type}`") }
    }

    pub(super) fn malformed(kind: HttpKind, reason: &str) -> Self {
        Self::function(format!("the function's answer is no HTTP response for {}: {reason}", kind.with_article()))
    }

    pub(super) fn response(&self, kind: HttpKind) -> HttpResponse {
        let (status, message) = (self.status(kind), self.message(kind));
        match kind {
            HttpKind::HttpApi | HttpKind::RestApi => json(status, json!({ "message": message }).to_string()),
            HttpKind::FunctionUrl => json(status, message),
            HttpKind::Alb => response(status, "text/html", page(status, message)),
        }
    }

    fn status(&self, kind: HttpKind) -> StatusCode {
        match (self.cause, kind) {
            (Cause::Unreadable, _) => StatusCode::BAD_REQUEST,
            (Cause::TooLarge, _) => StatusCode::PAYLOAD_TOO_LARGE,
            // Lambda Developer Guide, "Creating and managing Lambda function URLs": "HTTP 429"
            (Cause::Throttled, HttpKind::FunctionUrl) => StatusCode::TOO_MANY_REQUESTS,
            // Lambda Developer Guide, "Handling Lambda errors with an API Gateway API": "If the Lambda API rejects the
            // invocation request, API Gateway returns a 500 error code. If the function runs but returns an error, or
            // returns a response in the wrong format, API Gateway returns a 502"
            (Cause::Throttled, HttpKind::HttpApi | HttpKind::RestApi) => StatusCode::INTERNAL_SERVER_ERROR,
            // API Gateway Developer Guide, "Gateway response types": `INTEGRATION_TIMEOUT`
            (Cause::TimedOut, HttpKind::HttpApi | HttpKind::RestApi) => StatusCode::GATEWAY_TIMEOUT,
            // User Guide for Application Load Balancers, "HTTP 502": "The target is a Lambda function that did not
            // respond before its configured timeout was reached"
            (Cause::TimedOut | Cause::Throttled | Cause::Function, _) => StatusCode::BAD_GATEWAY,
        }
    }

    /// What the client reads. The sentences for 400 and 429, and an HTTP API's for 504, are unverified.
    fn message(&self, kind: HttpKind) -> &'static str {
        match (self.cause, kind) {
            (Cause::Unreadable, _) => "Bad Request",
            (Cause::TooLarge, HttpKind::RestApi) => "Request Too Long",
            (Cause::TooLarge, _) => "Request Entity Too Large",
            (_, HttpKind::Alb) => "Bad Gateway",
            (Cause::Throttled, HttpKind::FunctionUrl) => "Rate Exceeded.",
            (Cause::TimedOut, HttpKind::HttpApi) => "Gateway Timeout",
            (Cause::TimedOut, HttpKind::RestApi) => "Endpoint request timed out",
            (_, HttpKind::RestApi) => "Internal server error",
            (_, HttpKind::HttpApi | HttpKind::FunctionUrl) => "Internal Server Error",
        }
    }
}

fn page(status: StatusCode, message: &str) -> String {
    let title = format!("{} {message}", status.as_u16());
    format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    )
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}
