//! How long the runtime waits for what it cannot be sure of.

use std::sync::OnceLock;
use std::time::Duration;

/// A test sets limits of its own: its verdict is not to hang on the speed of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long Lambda may take to register the extension for `shutdown`: it answers from within the environment.
    pub register: Duration,
    /// How long an invocation may go on after SIGTERM.
    ///
    /// AWS's samples "Graceful shutdown with AWS Lambda": 500 ms for the process of a function with an internal extension,
    /// 300 ms beside external ones. The rest is for `shutdown`.
    pub in_flight: Duration,
    /// How long invocations that are cancelled may take to go.
    pub cancel: Duration,
}

const DEFAULT: Limits = Limits {
    register: Duration::from_secs(1),
    in_flight: Duration::from_millis(200),
    cancel: Duration::from_millis(20),
};

static LIMITS: OnceLock<Limits> = OnceLock::new();

pub(crate) fn limits() -> Limits {
    LIMITS.get().copied().unwrap_or(DEFAULT)
}

/// Before the function starts; what comes later changes nothing.
pub fn set_limits(limits: Limits) {
    let _ = LIMITS.set(limits);
}
