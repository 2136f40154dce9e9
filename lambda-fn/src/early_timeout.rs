//! `early_timeout`: a handler that takes too long is cancelled while Lambda still listens.

use std::time::Duration;

use lambda_runtime::{Service, service_fn};

use crate::failure::Failure;
use crate::invocation::{Invocation, time_left};

/// Cancels the handler `early` before the deadline of its invocation.
pub fn early_timeout<H>(
    early: Duration,
    mut handler: H,
) -> impl Service<
    Invocation,
    Response = H::Response,
    Error = Failure,
    Future = impl Future<Output = Result<H::Response, Failure>> + use<H>,
> + Clone
+ use<H>
where
    H: Service<Invocation, Error = Failure> + Clone,
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
