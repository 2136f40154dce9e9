//! What the expansion hands from one helper to the next.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use lambda_runtime::Context;

/// One event on its way to the handler.
pub struct Invocation {
    pub(crate) body: Bytes,
    pub(crate) context: Context,
}

/// What a handler is called for: an event, or a record of one.
pub trait Invoked {
    #[doc(hidden)]
    fn context(&self) -> &Context;
}

impl Invoked for Invocation {
    fn context(&self) -> &Context {
        &self.context
    }
}

/// Until the deadline; a deadline that is over when the event comes, as some local tools send it, is none.
pub(crate) fn time_left(context: &Context) -> Option<Duration> {
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
