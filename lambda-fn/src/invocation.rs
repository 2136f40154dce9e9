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

/// Until the deadline. One that is over when the event comes is none: a clock is wrong, or a local tool sends any.
pub(crate) fn time_left(context: &Context) -> Option<Duration> {
    context.deadline().duration_since(SystemTime::now()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_that_has_passed_is_none() {
        let over = |seconds| SystemTime::now() - Duration::from_secs(seconds);
        let milliseconds = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis();
        let just_over = [1, 60 * 60, 25 * 60 * 60].map(|seconds| milliseconds(over(seconds)).try_into().unwrap());
        let mut context = Context::default();
        // as `cargo lambda watch` sends it, and as it stands in Lambda's Developer Guide
        for deadline in [0, 600_000, 1_542_409_706_888].into_iter().chain(just_over) {
            context.deadline = deadline;
            assert_eq!(time_left(&context), None, "{deadline}");
        }
        context.deadline = u64::MAX;
        assert!(time_left(&context).is_some());
    }
}
