//! Errors as responses: RFC 9457, "Problem Details for HTTP APIs".

use axum::body::{Body, Bytes, HttpBody};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::error::{Error, LambdaError};
use crate::failure::Failure;

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// An error as a response: `application/problem+json`, as RFC 9457 has it.
///
/// Handlers return it where no error type of their own says more. What a problem with a status of 500 or more has as its
/// detail is for the log: the client reads its status alone.
///
/// ```
/// use lambda_fn::http::{Problem, StatusCode};
///
/// async fn reserve(seats: u32) -> Result<String, Problem> {
///     match seats {
///         1..=8 => Ok(format!("{seats} seats")),
///         _ => Err(Problem::new(StatusCode::CONFLICT).detail("at most 8 seats go together")),
///     }
/// }
/// ```
#[derive(Clone)]
pub struct Problem {
    status: StatusCode,
    kind: Option<String>,
    detail: Option<String>,
    /// The `WWW-Authenticate` of a 401.
    challenge: Option<&'static str>,
    /// What went wrong, for the log.
    failure: Option<Box<Failure>>,
}

/// The problem that a response was made of, on its way to the outermost layer.
#[derive(Clone)]
struct Carried(Problem);

#[derive(Serialize)]
struct Details<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    title: &'a str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance: Option<&'a str>,
}

impl Problem {
    /// A problem that its status says all of.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        Self { status, kind: None, detail: None, challenge: None, failure: None }
    }

    /// What is wrong with this request in particular. It stays in the log where the status is 500 or more.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// A 401, which RFC 9110, 11.6.1 "WWW-Authenticate" wants to say how a client authenticates.
    pub(super) fn unauthorized(challenge: &'static str, detail: &str) -> Self {
        Self { challenge: Some(challenge), ..Self::new(StatusCode::UNAUTHORIZED).detail(detail) }
    }

    pub(crate) fn of(failure: Failure) -> Self {
        let status = StatusCode::from_u16(failure.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match status.is_server_error() {
            true => Self { failure: Some(Box::new(failure)), ..Self::new(status) },
            false => {
                let kind = is_reference(&failure.error_type).then_some(failure.error_type);
                Self { kind, ..Self::new(status).detail(failure.message) }
            }
        }
    }

    fn details(&self, instance: Option<&str>) -> Vec<u8> {
        let shown =
            |text: &Option<String>| text.as_deref().filter(|_| !self.status.is_server_error()).map(str::to_owned);
        let (kind, detail) = (shown(&self.kind), shown(&self.detail));
        let details = Details {
            kind: kind.as_deref().unwrap_or("about:blank"),
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: detail.as_deref(),
            instance,
        };
        // strings and a number always serialise
        serde_json::to_vec(&details).unwrap_or_default()
    }

    /// What the log says of an error of the function.
    fn failure(self) -> Option<Failure> {
        if !self.status.is_server_error() {
            return None;
        }
        Some(match self.failure {
            Some(failure) => *failure,
            None => {
                let title = self.status.canonical_reason().unwrap_or("Error");
                Failure::new(title.replace(' ', ""), self.detail.unwrap_or_else(|| title.to_owned()))
            }
        })
    }
}

/// Whether a name can stand where a URI reference does.
fn is_reference(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b':' | b'/' | b'#'))
}

impl std::fmt::Debug for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Problem").field("status", &self.status).finish_non_exhaustive()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.details(None)));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, MEDIA_TYPE);
        if let Some(challenge) = self.challenge {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response.extensions_mut().insert(Carried(self));
        response
    }
}

/// An error with a type of its own as a response.
pub fn error_response<E: LambdaError>(error: &E) -> Response {
    let failure = Failure { retry: error.retry(), status: error.status(), ..Failure::of(error.error_type(), error) };
    Problem::of(failure).into_response()
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let failure = Failure { retry: self.retry(), status: self.status(), ..Failure::of(self.error_type(), &*self) };
        Problem::of(failure).into_response()
    }
}

/// Makes problem details of what axum says where it refuses a request: a status and a line of text.
pub(super) async fn of_rejection(rejection: Response) -> Response {
    let (parts, body) = rejection.into_parts();
    let content_type = parts.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let plain = content_type.is_none_or(|found| found.starts_with(b"text/plain"));
    let error = parts.status.is_client_error() || parts.status.is_server_error();
    if !plain || !error || parts.extensions.get::<Carried>().is_some() {
        return Response::from_parts(parts, body);
    }
    let Ok(text) = axum::body::to_bytes(body, usize::MAX).await else {
        return Problem::new(parts.status).into_response();
    };
    let mut problem = Problem::new(parts.status);
    if !text.is_empty() {
        problem = problem.detail(String::from_utf8_lossy(&text));
    }
    let mut response = problem.into_response();
    for (name, value) in &parts.headers {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}

/// The last that happens to a response: a problem that no layer has written anew gets its instance, and the log its cause.
pub(super) async fn settle(mut response: Response, request_id: &str) -> Response {
    let Some(Carried(mut problem)) = response.extensions_mut().remove() else {
        return response;
    };
    let written = problem.details(None);
    problem.status = match response.status() {
        status if status.is_client_error() || status.is_server_error() => status,
        _ => problem.status,
    };
    let length = u64::try_from(written.len()).ok();
    if response.headers().get(header::CONTENT_TYPE) == Some(&MEDIA_TYPE)
        && response.body().size_hint().exact() == length
    {
        response = with_instance(response, &written, &problem, request_id).await;
    }
    if let Some(failure) = problem.failure() {
        failure.log("request failed");
    }
    response
}

/// Leaves a body alone that is not the problem's own.
async fn with_instance(response: Response, written: &[u8], problem: &Problem, request_id: &str) -> Response {
    let (mut parts, body) = response.into_parts();
    // its length is known, so that all of it is at hand or about to fail
    let body = match axum::body::to_bytes(body, written.len()).await {
        Ok(body) if body == written => {
            parts.headers.remove(header::CONTENT_LENGTH);
            Body::from(problem.details(Some(request_id)))
        }
        Ok(body) => Body::from(body),
        Err(error) => Body::from_stream(stream::once(async { Err::<Bytes, _>(error) })),
    };
    Response::from_parts(parts, body)
}
