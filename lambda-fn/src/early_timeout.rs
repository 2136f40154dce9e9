//! `early_timeout`: a handler that takes too long is cancelled while Lambda still listens.

use std::time::{Duration, SystemTime};

use lambda_runtime::{Context, Service, service_fn};
use serde_json::value::RawValue;

use crate::failure::Failure;
use crate::invocation::Invocation;

/// Cancels the handler `early` before the deadline of its invocation.
pub fn early_timeout<H>(
    early: Duration,
    mut handler: H,
) -> impl Service<
    Invocation,
    Response = Box<RawValue>,
    Error = Failure,
    Future = impl Future<Output = Result<Box<RawValue>, Failure>> + use<H>,
> + Clone
+ use<H>
where
    H: Service<Invocation, Response = Box<RawValue>, Error = Failure> + Clone,
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

/// Until the deadline; a deadline that is over when the event comes, as some local tools send it, is none.
fn time_left(context: &Context) -> Option<Duration> {
    context.deadline().duration_since(SystemTime::now()).ok().filter(|left| !left.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_that_is_over_is_none() {
        let mut context = Context::default();
        assert_eq!(time_left(&context), None, "1970");
        context.deadline = 600_000;
        assert_eq!(time_left(&context), None, "as `cargo lambda watch` sends it");
        context.deadline = u64::MAX;
        assert!(time_left(&context).is_some());
    }
}
