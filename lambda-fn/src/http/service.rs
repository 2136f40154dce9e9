//! A `Router` as the handler of events.

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Response};
use axum::routing::Router;
use bytes::Bytes;
use http::StatusCode;
use lambda_runtime::{Context, Service, service_fn};
use serde_json::value::RawValue;

use super::event::{self, Format};
use super::lambda::Lambda;
use super::problem::{Problem, settle};
use super::request::{self, Refused};
use super::response::answer;
use crate::catch::catch;
use crate::early_timeout::{DEADLINE_EXCEEDED, early_timeout};
use crate::failure::Failure;
use crate::invocation::{Invocation, Invoked};
use crate::trigger::HttpKind;

/// Makes of routes a handler of events. Whatever a route does is a response; only an event that is no request fails.
#[must_use]
pub fn http(
    kind: HttpKind,
    router: Router,
) -> impl Service<
    Invocation,
    Response = Box<RawValue>,
    Error = Failure,
    Future = impl Future<Output = Result<Box<RawValue>, Failure>> + Send,
> + Clone
+ Send
+ 'static {
    service_fn(move |Invocation { body, context, .. }| {
        let router = router.clone();
        async move {
            let (format, lambda, response) = respond(kind, router, body, context).await?;
            // a body is produced here, and may panic as a handler may
            let answered = catch(pin!(answer(format, response))).await;
            match answered.map_err(Failure::from).and_then(|answered| answered) {
                Ok(answer) => Ok(answer),
                Err(failure) => {
                    let problem = Problem::of(failure).into_response();
                    answer(format, settle(problem, &lambda.context().request_id).await).await
                }
            }
        }
    })
}

/// What a response becomes on its way to Lambda.
pub trait Reply: Sized {
    #[doc(hidden)]
    fn reply(format: Format, response: Response) -> impl Future<Output = Result<Self, Failure>> + Send;
}

impl Reply for Box<RawValue> {
    fn reply(format: Format, response: Response) -> impl Future<Output = Result<Self, Failure>> + Send {
        answer(format, response)
    }
}

/// As [`early_timeout`], and the client gets a 504: as with a panic, the invocation itself succeeds.
#[must_use]
pub fn http_early_timeout<H, R>(
    kind: HttpKind,
    early: Duration,
    handler: H,
) -> impl Service<Invocation, Response = R, Error = Failure, Future = impl Future<Output = Result<R, Failure>> + use<H, R>>
+ Clone
+ use<H, R>
where
    H: Service<Invocation, Response = R, Error = Failure> + Clone,
    R: Reply,
{
    let mut handler = early_timeout(early, handler);
    service_fn(move |invocation: Invocation| {
        let (body, request_id) = (invocation.body.clone(), invocation.context.request_id.clone());
        let call = handler.call(invocation);
        async move {
            match call.await {
                Err(failure) if failure.error_type == DEADLINE_EXCEEDED => {
                    let (format, _) = event::read(kind, &body)?;
                    let problem = Problem::of(failure).into_response();
                    R::reply(format, settled(format, problem, &request_id).await).await
                }
                answered => answered,
            }
        }
    })
}

/// Runs the routes, and gives their response its last form.
pub(super) async fn respond(
    kind: HttpKind,
    router: Router,
    body: Bytes,
    context: Context,
) -> Result<(Format, Lambda, Response), Failure> {
    let (format, event) = event::read(kind, &body)?;
    let request = request::request(kind, format, event, &body);
    let lambda = Lambda::new(body.clone(), format, context);
    let response = match request {
        Ok(request) => routed(router, request, lambda.clone()).await,
        Err(Refused::Request(problem)) => problem.into_response(),
        Err(Refused::Event(failure)) => return Err(failure),
    };
    let response = settled(format, response, &lambda.context().request_id).await;
    Ok((format, lambda, response))
}

/// The last form of a response.
async fn settled(format: Format, response: Response, request_id: &str) -> Response {
    let response = settle(response, request_id).await;
    if format == Format::WebSocket {
        log_refusal(response.status());
    }
    response
}

/// Of a WebSocket API, whose clients see no status but that of a refused connection.
fn log_refusal(status: StatusCode) {
    if status.is_client_error() || status.is_server_error() {
        tracing::warn!(status = status.as_u16(), "the event of a WebSocket API was answered with an error");
    }
}

async fn routed(mut router: Router, mut request: axum::extract::Request, lambda: Lambda) -> Response {
    // Lambda has a limit of its own, which an event in hand has kept
    DefaultBodyLimit::disable().apply(&mut request);
    request.extensions_mut().insert(lambda);
    match catch(pin!(async { router.call(request).await })).await {
        Ok(answered) => answered.unwrap_or_else(|never: Infallible| match never {}),
        Err(panic) => Problem::of(panic.into()).into_response(),
    }
}
