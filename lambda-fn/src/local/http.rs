//! What the two APIs have in common.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};

/// It fails only to break a response off.
pub(crate) type HttpBody = UnsyncBoxBody<Bytes, io::Error>;
pub(crate) type HttpResponse = Response<HttpBody>;

pub(crate) type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a body was not read.
pub(crate) enum Unread {
    TooLarge,
    Broken,
}

/// How long a client may take for a body.
const BODY_LIMIT: Duration = Duration::from_secs(30);

/// The whole body, unless it is larger than `limit` bytes.
pub(crate) async fn body<B>(request: Request<B>, limit: usize) -> Result<Bytes, Unread>
where
    B: Body<Data = Bytes, Error: Into<BoxError>>,
{
    let body = Limited::new(request.into_body(), limit).collect();
    let Ok(body) = tokio::time::timeout(BODY_LIMIT, body).await else { return Err(Unread::Broken) };
    body.map(http_body_util::Collected::to_bytes).map_err(|error| match error.is::<LengthLimitError>() {
        true => Unread::TooLarge,
        false => Unread::Broken,
    })
}

pub(crate) fn whole(body: impl Into<Bytes>) -> HttpBody {
    Full::new(body.into()).map_err(|never| match never {}).boxed_unsync()
}

pub(crate) fn response(status: StatusCode, content_type: &str, body: impl Into<Bytes>) -> HttpResponse {
    let mut response = Response::new(whole(body));
    *response.status_mut() = status;
    set_header(&mut response, header::CONTENT_TYPE.as_str(), content_type);
    response
}

pub(crate) fn json(status: StatusCode, body: impl Into<Bytes>) -> HttpResponse {
    response(status, "application/json", body)
}

/// Sets a header; a value that no header can have is left out.
pub(crate) fn set_header(response: &mut HttpResponse, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

pub(crate) fn header<'a>(request: &'a Request<Incoming>, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}
