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

/// A deadline that is over for longer than this was never meant as one: Lambda lets a function run for 15 minutes at most.
const LONG_OVER: Duration = Duration::from_secs(24 * 60 * 60);

/// Until the deadline: nothing where it is over when the event comes. A deadline that is long over, as some local tools
/// send it, is none.
pub(crate) fn time_left(context: &Context) -> Option<Duration> {
    match context.deadline().duration_since(SystemTime::now()) {
        Ok(left) => Some(left),
        Err(over) => (over.duration() <= LONG_OVER).then_some(Duration::ZERO),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_that_is_long_over_is_none() {
        let mut context = Context::default();
        assert_eq!(time_left(&context), None, "1970");
        context.deadline = 600_000;
        assert_eq!(time_left(&context), None, "as `cargo lambda watch` sends it");
        context.deadline = 1_542_409_706_888;
        assert_eq!(time_left(&context), None, "as it stands in Lambda's Developer Guide");
        context.deadline = u64::MAX;
        assert!(time_left(&context).is_some());
    }

    #[test]
    fn a_deadline_that_has_just_passed_leaves_no_time() {
        for over in [1, 900, 60 * 60] {
            let deadline = SystemTime::now() - Duration::from_secs(over);
            let since = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap();
            let mut context = Context::default();
            context.deadline = since.as_millis().try_into().unwrap();
            assert_eq!(time_left(&context), Some(Duration::ZERO), "over for {over} s");
        }
    }
}
