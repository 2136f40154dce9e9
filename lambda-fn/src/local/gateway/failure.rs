use std::fmt;

use http::StatusCode;
use serde_json::json;

use super::kind::GatewayKind;
use crate::local::event::error_type;
use crate::local::http::{HttpResponse, json, response, set_header};

/// Why the gateway answers instead of the function. It tells people the reason, and the client only that there is one.
pub(super) struct Failure {
    cause: Cause,
    reason: String,
}

#[derive(Clone, Copy)]
enum Cause {
    NoRoute,
    Unreadable,
    TooLarge,
    Throttled,
    /// The function fails, or answers with what is no HTTP response.
    Function,
    TimedOut,
}

impl Failure {
    pub(super) fn no_route() -> Self {
        Self { cause: Cause::NoRoute, reason: "none of the function's routes takes its method and path".to_owned() }
    }

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

    pub(super) fn malformed(kind: GatewayKind, reason: &str) -> Self {
        Self::function(format!("the function's answer is no HTTP response for {}: {reason}", kind.with_article()))
    }

    pub(super) fn response(&self, kind: GatewayKind) -> HttpResponse {
        let (status, message) = (self.status(kind), self.message(kind));
        match kind {
            GatewayKind::RestApi if matches!(self.cause, Cause::NoRoute) => {
                let mut response = json(status, json!({ "message": message }).to_string());
                set_header(&mut response, "x-amzn-errortype", "MissingAuthenticationTokenException");
                response
            }
            GatewayKind::HttpApi | GatewayKind::RestApi | GatewayKind::WebSocket => {
                json(status, json!({ "message": message }).to_string())
            }
            GatewayKind::FunctionUrl => json(status, message),
            GatewayKind::Alb { .. } => response(status, "text/html", page(status, message)),
            GatewayKind::VpcLattice => response(status, "text/plain", message),
        }
    }

    /// What the client of a WebSocket connection reads instead of a response.
    #[cfg(feature = "http")]
    pub(super) fn told(&self, kind: GatewayKind) -> &'static str {
        self.message(kind)
    }

    fn status(&self, kind: GatewayKind) -> StatusCode {
        match (self.cause, kind) {
            // API Gateway Developer Guide, "Gateway response types": `MISSING_AUTHENTICATION_TOKEN`, "including the cases
            // when the client attempts to invoke an unsupported API method or resource"
            (Cause::NoRoute, GatewayKind::RestApi) => StatusCode::FORBIDDEN,
            (Cause::NoRoute, _) => StatusCode::NOT_FOUND,
            (Cause::Unreadable, _) => StatusCode::BAD_REQUEST,
            (Cause::TooLarge, _) => StatusCode::PAYLOAD_TOO_LARGE,
            // Lambda Developer Guide, "Creating and managing Lambda function URLs": "HTTP 429"
            (Cause::Throttled, GatewayKind::FunctionUrl) => StatusCode::TOO_MANY_REQUESTS,
            // Lambda Developer Guide, "Handling Lambda errors with an API Gateway API": "If the Lambda API rejects the
            // invocation request, API Gateway returns a 500 error code. If the function runs but returns an error, or
            // returns a response in the wrong format, API Gateway returns a 502"
            (Cause::Throttled, GatewayKind::HttpApi | GatewayKind::RestApi | GatewayKind::WebSocket) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            // API Gateway Developer Guide, "Gateway response types": `INTEGRATION_TIMEOUT`
            (Cause::TimedOut, GatewayKind::HttpApi | GatewayKind::RestApi | GatewayKind::WebSocket) => {
                StatusCode::GATEWAY_TIMEOUT
            }
            // User Guide for Application Load Balancers, "HTTP 502": "The target is a Lambda function that did not
            // respond before its configured timeout was reached"
            (Cause::TimedOut | Cause::Throttled | Cause::Function, _) => StatusCode::BAD_GATEWAY,
        }
    }

    /// What the client reads. The sentences for 400 and 429, and an HTTP API's for 504, are unverified.
    fn message(&self, kind: GatewayKind) -> &'static str {
        match (self.cause, kind) {
            (Cause::NoRoute, GatewayKind::RestApi) => "Missing Authentication Token",
            (Cause::NoRoute, GatewayKind::WebSocket) => "Forbidden",
            (Cause::NoRoute, _) => "Not Found",
            (Cause::Unreadable, _) => "Bad Request",
            (Cause::TooLarge, GatewayKind::RestApi) => "Request Too Long",
            (Cause::TooLarge, _) => "Request Entity Too Large",
            (_, GatewayKind::Alb { .. } | GatewayKind::VpcLattice) => "Bad Gateway",
            (Cause::Throttled, GatewayKind::FunctionUrl) => "Rate Exceeded.",
            (Cause::TimedOut, GatewayKind::HttpApi) => "Gateway Timeout",
            (Cause::TimedOut, GatewayKind::RestApi | GatewayKind::WebSocket) => "Endpoint request timed out",
            (_, GatewayKind::RestApi | GatewayKind::WebSocket) => "Internal server error",
            (_, GatewayKind::HttpApi | GatewayKind::FunctionUrl) => "Internal Server Error",
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
