//! `early_timeout`: a handler that takes too long is cancelled while Lambda still listens.

use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use lambda_runtime::{Service, service_fn};

use crate::catch::dropped;
use crate::failure::{Failure, Place};
use crate::invocation::{Invocation, time_left};
use crate::logging::innermost_span;

/// The type of what becomes of a handler that was cancelled.
pub(crate) const DEADLINE_EXCEEDED: &str = "Function.DeadlineExceeded";

/// Cancels the handler `early` before the deadline of its invocation.
pub fn early_timeout<H, R>(
    early: Duration,
    mut handler: H,
) -> impl Service<Invocation, Response = R, Error = Failure, Future = impl Future<Output = Result<R, Failure>> + use<H, R>>
+ Clone
+ use<H, R>
where
    H: Service<Invocation, Response = R, Error = Failure> + Clone,
{
    service_fn(move |invocation: Invocation| {
        let left = time_left(&invocation.context);
        let call = handler.call(invocation);
        async move {
            let Some(left) = left else { return call.await };
            let mut call = pin!(Some(call));
            let Some(running) = call.as_mut().as_pin_mut() else { return Err(cancelled(early, left, None)) };
            match within(left.saturating_sub(early), running).await {
                Ok(answered) => answered,
                Err(last_span) => {
                    dropped("the handler that was cancelled failed", || call.set(None));
                    Err(cancelled(early, left, last_span))
                }
            }
        }
    })
}

fn cancelled(early: Duration, left: Duration, last_span: Option<&'static str>) -> Failure {
    let message = match left > early {
        true => format!("the handler was cancelled {early:?} before its deadline"),
        false => format!(
            "the handler was cancelled as soon as it waited: its event came {} ms before its deadline, and \
             `early_timeout` is {early:?}",
            left.as_millis()
        ),
    };
    let place = Some(Box::new(Place { last_span, backtrace: None }));
    Failure { place, status: 504, ..Failure::new(DEADLINE_EXCEEDED, message) }
}

/// What a future comes to; where it takes longer, the span that it waits in.
async fn within<F: Future>(limit: Duration, mut future: Pin<&mut F>) -> Result<F::Output, Option<&'static str>> {
    if let Ok(output) = tokio::time::timeout(limit, future.as_mut()).await {
        return Ok(output);
    }
    match last_poll(future).await {
        (Poll::Ready(output), _) => Ok(output),
        (Poll::Pending, last_span) => Err(last_span),
    }
}

/// Polls once more, to see where the future waits.
async fn last_poll<F: Future>(mut future: Pin<&mut F>) -> (Poll<F::Output>, Option<&'static str>) {
    std::future::poll_fn(|cx| Poll::Ready(innermost_span(|| future.as_mut().poll(cx)))).await
}
