//! How long a batch may go on.

use std::time::Duration;

use lambda_runtime::Context;
use tokio::time::Instant;

use crate::invocation::time_left;

/// When to stop, so that there is time left to answer.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    /// No record starts from here on.
    pub(crate) last_start: Instant,
    /// What still runs is cancelled here.
    pub(crate) end: Instant,
}

impl Deadline {
    #[inline]
    pub(crate) fn of(context: &Context, reserve: Duration) -> Option<Self> {
        time_left(context).map(|left| Self::in_time(left, reserve))
    }

    /// Half of the reserve is for what runs already, half for the answer.
    #[inline]
    pub(crate) fn in_time(left: Duration, reserve: Duration) -> Self {
        let now = Instant::now();
        let until = |reserve| now + left.saturating_sub(reserve);
        Self { last_start: until(reserve), end: until(reserve / 2) }
    }
}
