//! `early_timeout`: a handler that takes too long is cancelled while Lambda still listens.

use std::time::Duration;

use lambda_runtime::{Service, service_fn};

use crate::failure::Failure;
use crate::invocation::{Invocation, time_left};

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
            tokio::time::timeout(limit, call).await.unwrap_or_else(|_| {
                let message = format!("the handler was cancelled {early:?} before its deadline");
                Err(Failure::new("Function.DeadlineExceeded", message))
            })
        }
    })
}
