//! `early_timeout`: a handler that takes too long is cancelled while Lambda still listens.

use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use lambda_runtime::{Service, service_fn};

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
        let limit = time_left(&invocation.context).map(|left| left.saturating_sub(early));
        let call = handler.call(invocation);
        async move {
            let Some(limit) = limit else { return call.await };
            let mut call = pin!(call);
            if let Ok(answered) = tokio::time::timeout(limit, call.as_mut()).await {
                return answered;
            }
            match last_poll(call).await {
                (Poll::Ready(answered), _) => answered,
                (Poll::Pending, last_span) => {
                    let message = format!("the handler was cancelled {early:?} before its deadline");
                    let place = Some(Box::new(Place { last_span, backtrace: None }));
                    Err(Failure { place, status: 504, ..Failure::new(DEADLINE_EXCEEDED, message) })
                }
            }
        }
    })
}

/// Polls once more, to see where the future waits.
async fn last_poll<F: Future>(mut future: Pin<&mut F>) -> (Poll<F::Output>, Option<&'static str>) {
    std::future::poll_fn(|cx| Poll::Ready(innermost_span(|| future.as_mut().poll(cx)))).await
}
