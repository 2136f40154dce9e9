//! What the attribute says of how records are handled.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};
use std::time::Duration;

use lambda_runtime::Service;

use super::discard::Discarded;
use crate::failure::Failure;

/// How the records of a batch are handled.
#[derive(Clone, Copy)]
pub struct Rules<D = NoHandler> {
    pub(crate) concurrency: usize,
    pub(crate) reserve: Duration,
    /// Whether a record that does not decode is discarded.
    pub(crate) discard_undecodable: bool,
    pub(crate) on_discard: Option<D>,
}

/// In place of an `on_discard`.
#[derive(Clone, Copy)]
pub struct NoHandler(Infallible);

impl Rules {
    #[expect(clippy::new_without_default, reason = "the expansion alone makes it")]
    /// One record at a time; no record starts in the last 500 ms; one that does not decode comes back; discarded records
    /// are logged.
    #[must_use]
    pub const fn new() -> Self {
        Self { concurrency: 1, reserve: Duration::from_millis(500), discard_undecodable: false, on_discard: None }
    }

    /// Records in flight at once.
    #[must_use]
    pub const fn concurrency(mut self, records: usize) -> Self {
        self.concurrency = records;
        self
    }

    /// The time before the deadline in which no record starts.
    #[must_use]
    pub const fn reserve(mut self, reserve: Duration) -> Self {
        self.reserve = reserve;
        self
    }

    /// Gives up records that do not decode.
    #[must_use]
    pub const fn discard_undecodable(mut self) -> Self {
        self.discard_undecodable = true;
        self
    }

    /// Who takes the records that cannot succeed.
    pub fn on_discard<D>(self, handler: D) -> Rules<D> {
        let Self { concurrency, reserve, discard_undecodable, .. } = self;
        Rules { concurrency, reserve, discard_undecodable, on_discard: Some(handler) }
    }
}

impl Service<Discarded> for NoHandler {
    type Response = ();
    type Error = Failure;
    type Future = Ready<Result<(), Failure>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        match self.0 {}
    }

    fn call(&mut self, _: Discarded) -> Self::Future {
        ready(Ok(()))
    }
}
