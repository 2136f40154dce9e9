//! The way of one event: its bytes, the handler, and back to Lambda.

use std::cell::RefCell;
use std::future::{pending, ready};
use std::pin::{Pin, pin};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use lambda_runtime::{Context, LambdaEvent, LambdaInvocation, Service};
use lambda_runtime_api_client::BoxError;
use serde_json::value::RawValue;
use tracing::Span;

use super::answer::{Answer, Stream};
use super::first_poll_unlogged;
use super::in_flight;
use crate::catch::catch;
use crate::failure::Failure;
use crate::invocation::Invocation;

/// Echoed back, so that Lambda can tell an answer to an invocation that is over.
const INVOCATION_ID: &str = "lambda-runtime-invocation-id";

/// What the handler made of an event, where that is not streamed.
type Outcome = Result<Box<RawValue>, Failure>;

/// Serves one event.
///
/// The handler runs here, before `lambda_runtime` sees the event: so its bytes are decoded once, into the handler's
/// own type, and a panic or an error at any step still leaves something to post.
pub(super) async fn serve<A, H>(mut api: A, mut handler: H, invocation: LambdaInvocation) -> Result<(), BoxError>
where
    A: Service<LambdaInvocation, Response = (), Error = BoxError>,
    H: Service<Invocation, Response: Answer, Error = Failure>,
{
    let LambdaInvocation { parts, body, context } = invocation;
    let span = span(&context);
    let event = in_flight::taken(&span);
    if in_flight::is_given_up() {
        pending::<()>().await;
    }
    let reply_context = of_request(&context.request_id);

    let served = pin!(async {
        let caught = catch(pin!(async { handler.call(Invocation::new(body, context)).await })).await;
        let outcome = caught.map_err(Failure::from).and_then(|outcome| outcome);
        if let Err(failure) = &outcome {
            failure.log("invocation failed");
        }
        let outcome = match outcome.map(Answer::whole) {
            Ok(Ok(whole)) => Ok(whole),
            Ok(Err(stream)) => {
                let invocation_id = parts.headers.get(INVOCATION_ID).cloned();
                stream.post(&reply_context.request_id, invocation_id).await;
                return Ok(());
            }
            Err(failure) => Err(failure),
        };
        let failed = outcome.is_err();
        let reply = LambdaInvocation { parts, body: bytes::Bytes::from_static(b"null"), context: reply_context };
        let posting = OUTCOME.with(|slot| {
            slot.replace(Some(outcome));
            api.call(reply)
        });
        match failed {
            true => first_poll_unlogged(posting).await,
            false => posting.await,
        }
    });
    let served = within(&span, served).await;
    event.answered();
    served
}

/// All of a context that `lambda_runtime` still needs to post an outcome.
fn of_request(request_id: &str) -> Context {
    static EMPTY: LazyLock<Context> = LazyLock::new(Context::default);
    let mut context = EMPTY.clone();
    request_id.clone_into(&mut context.request_id);
    context
}

/// Runs a future within a span, as `Instrument` does, and leaves it where it is.
fn within<F: Future>(span: &Span, mut future: Pin<&mut F>) -> impl Future<Output = F::Output> {
    std::future::poll_fn(move |cx| {
        let _entered = span.enter();
        future.as_mut().poll(cx)
    })
}

thread_local! {
    /// The way of an outcome through `lambda_runtime`, which calls its handler before it returns a future.
    static OUTCOME: RefCell<Option<Outcome>> = const { RefCell::new(None) };
}

/// The handler that `lambda_runtime` knows of.
pub(super) fn hand_over(_: LambdaEvent<()>) -> impl Future<Output = Outcome> {
    let outcome = OUTCOME.take();
    ready(outcome.unwrap_or_else(|| Err(Failure::new("Runtime.Internal", "the outcome of the invocation was lost"))))
}

/// The span of an invocation: its fields are on every line that is logged within. At the highest level, so that no
/// level of the log hides it.
fn span(context: &Context) -> Span {
    static COLD_START: AtomicBool = AtomicBool::new(true);
    tracing::error_span!(
        target: "lambda_fn",
        "invocation",
        requestId = context.request_id,
        xrayTraceId = context.xray_trace_id,
        coldStart = COLD_START.swap(false, Ordering::Relaxed),
    )
}
