//! Responses that are streamed: Lambda Developer Guide, "Building a custom runtime", its part on response streaming.
//!
//! They are posted here, and not by `lambda_runtime`: it writes the trailers of an error into the body.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::LazyLock;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use axum::routing::Router;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};
use http_body::{Body as _, Frame};
use lambda_runtime::{Service, service_fn};
use lambda_runtime_api_client::{BoxError, PooledClient, body::Body as ApiBody, build_request};
use serde_json::value::RawValue;
use tracing::Span;

use super::event::Format;
use super::problem::{Problem, settle};
use super::response::prelude;
use super::service::{Reply, respond};
use crate::catch::catch;
use crate::failure::{Failure, in_one_line};
use crate::invocation::{Invocation, Invoked};
use crate::runtime::{Answer, Stream};
use crate::trigger::HttpKind;

/// What the bytes of the body stand behind.
const DELIMITER: [u8; 8] = [0; 8];
const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("application/vnd.awslambda.http-integration-response");
const RESPONSE_MODE: HeaderName = HeaderName::from_static("lambda-runtime-function-response-mode");
const INVOCATION_ID: HeaderName = HeaderName::from_static("lambda-runtime-invocation-id");
const ERROR_TYPE: HeaderName = HeaderName::from_static("lambda-runtime-function-error-type");
const ERROR_BODY: HeaderName = HeaderName::from_static("lambda-runtime-function-error-body");

/// A response on its way to Lambda.
pub struct Streamed {
    /// The prelude and the delimiter, then the body.
    pieces: Pieces,
}

/// As [`http`](super::service::http), for responses that are streamed.
#[must_use]
pub fn http_stream(
    kind: HttpKind,
    router: Router,
) -> impl Service<
    Invocation,
    Response = Streamed,
    Error = Failure,
    Future = impl Future<Output = Result<Streamed, Failure>> + Send,
> + Clone
+ Send
+ 'static {
    service_fn(move |Invocation { body, context, .. }| {
        let router = router.clone();
        async move {
            let (_, lambda, response) = respond(kind, router, body, context).await?;
            match Streamed::of(response) {
                Ok(streamed) => Ok(streamed),
                Err(failure) => {
                    let problem = Problem::of(failure).into_response();
                    Streamed::of(settle(problem, &lambda.context().request_id).await)
                }
            }
        }
    })
}

impl Streamed {
    fn of(response: Response) -> Result<Self, Failure> {
        let (mut parts, body) = response.into_parts();
        // the end of the stream says it
        parts.headers.remove(header::CONTENT_LENGTH);
        let mut begin = prelude(&parts)?;
        begin.extend(DELIMITER);
        Ok(Self { pieces: Pieces { begin: Some(begin.into()), body: Some(body), span: Span::current() } })
    }
}

impl Reply for Streamed {
    async fn reply(_: Format, response: Response) -> Result<Self, Failure> {
        Self::of(response)
    }
}

impl Answer for Streamed {
    type Stream = Self;

    fn whole(self) -> Result<Box<RawValue>, Self> {
        Err(self)
    }
}

impl Stream for Streamed {
    async fn post(self, request_id: &str, invocation_id: Option<HeaderValue>) {
        if let Err(error) = send(request_id, invocation_id, ApiBody::new(self.pieces)).await {
            tracing::warn!("the stream of the response broke off: {}", in_one_line(&*error));
        }
    }
}

async fn send(request_id: &str, invocation_id: Option<HeaderValue>, body: ApiBody) -> Result<(), BoxError> {
    static API: LazyLock<PooledClient> = LazyLock::new(|| PooledClient::builder().build());
    let mut request: Request<ApiBody> = build_request()
        .method(Method::POST)
        .uri(format!("/2018-06-01/runtime/invocation/{request_id}/response"))
        .header(header::TRANSFER_ENCODING, "chunked")
        .header(header::CONTENT_TYPE, CONTENT_TYPE)
        .header(header::TRAILER, HeaderValue::from(ERROR_TYPE))
        .header(header::TRAILER, HeaderValue::from(ERROR_BODY))
        .header(RESPONSE_MODE, "streaming")
        .body(body)?;
    if let Some(id) = invocation_id {
        request.headers_mut().insert(INVOCATION_ID, id);
    }
    let answered = API.call(request).await?;
    match answered.status().is_success() {
        true => Ok(()),
        false => Err(format!("the Runtime API answers {}", answered.status()).into()),
    }
}

/// The pieces as they are produced; behind a failure the trailers that tell Lambda of it.
struct Pieces {
    begin: Option<Bytes>,
    /// `None` behind its end.
    body: Option<Body>,
    span: Span,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(begin) = self.begin.take() {
            return Poll::Ready(Some(Ok(Frame::data(begin))));
        }
        let span = self.span.clone();
        let _entered = span.enter();
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let last = match ready!(poll_data(body, cx)) {
            Some(Ok(data)) => return Poll::Ready(Some(Ok(Frame::data(data)))),
            Some(Err(failure)) => {
                failure.log("response broke off");
                trailers(failure)
            }
            None => None,
        };
        self.body = None;
        Poll::Ready(last.map(|trailers| Ok(Frame::trailers(trailers))))
    }
}

/// The next bytes of a body. Trailers of its own have no place in the stream.
fn poll_data(body: &mut Body, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Failure>>> {
    loop {
        let next = pin!(std::future::poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)));
        let polled = pin!(catch(next)).poll(cx);
        let frame = match ready!(polled) {
            Ok(Some(Ok(frame))) => frame,
            Ok(Some(Err(error))) => return Poll::Ready(Some(Err(Failure::of("Runtime.StreamError", &error)))),
            Ok(None) => return Poll::Ready(None),
            Err(panic) => return Poll::Ready(Some(Err(panic.into()))),
        };
        if let Ok(data) = frame.into_data()
            && !data.is_empty()
        {
            return Poll::Ready(Some(Ok(data)));
        }
    }
}

/// The same guide: `Lambda-Runtime-Function-Error-Type`, and `-Body` in base64. What went wrong is in the log alone.
fn trailers(failure: Failure) -> Option<HeaderMap> {
    let error_type = HeaderValue::try_from(&failure.error_type).ok()?;
    let message = "the response broke off; the log says why".to_owned();
    let told = lambda_runtime::Diagnostic { error_type: failure.error_type, error_message: message };
    let body = HeaderValue::try_from(BASE64_STANDARD.encode(serde_json::to_vec(&told).ok()?)).ok()?;
    Some(HeaderMap::from_iter([(ERROR_TYPE, error_type), (ERROR_BODY, body)]))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use http_body_util::BodyExt;
    use serde_json::{Value, json};

    use super::*;
    use crate::http::private::http_early_timeout;

    #[tokio::test]
    async fn a_stream_that_does_not_begin_in_time_is_a_504() {
        let kind = HttpKind::FunctionUrl;
        let router = Router::new().fallback(std::future::pending::<()>);
        let mut service = http_early_timeout(kind, Duration::from_secs(60), http_stream(kind, router));
        let event = json!({ "version": "2.0", "rawPath": "/", "requestContext": { "http": { "method": "GET" } } });
        let deadline = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap() + Duration::from_secs(30);
        let mut context = lambda_runtime::Context::default();
        "an id".clone_into(&mut context.request_id);
        context.deadline = deadline.as_millis().try_into().unwrap();
        let streamed = service.call(Invocation::new(event.to_string().into(), context)).await.unwrap();
        let pieces = streamed.pieces.collect().await.unwrap().to_bytes();
        let place = pieces.windows(DELIMITER.len()).position(|window| window == DELIMITER).unwrap();
        let prelude: Value = serde_json::from_slice(&pieces[..place]).unwrap();
        let problem: Value = serde_json::from_slice(&pieces[place + DELIMITER.len()..]).unwrap();
        assert_eq!((&prelude["statusCode"], &problem["status"]), (&json!(504), &json!(504)));
        assert_eq!((&problem["instance"], &problem["title"]), (&json!("an id"), &json!("Gateway Timeout")));
    }
}
