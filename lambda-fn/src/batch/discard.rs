//! Records that cannot succeed.

use bytes::Bytes;

use crate::returned::HandlerResult;

/// A record whose error says that it cannot succeed (`#[lambda(retry = false)]`), for an `on_discard` handler.
///
/// The record counts as done when that handler returns `Ok`, and as failed, to come again, when it does not.
///
/// ```
/// # use lambda_fn::{Discarded, Result};
/// async fn keep(discarded: Discarded) -> Result<()> {
///     eprintln!("{} is kept: {}", discarded.id(), discarded.error_type());
///     std::fs::write(discarded.id(), discarded.payload())?;
///     Ok(())
/// }
/// ```
pub struct Discarded {
    pub(crate) id: String,
    pub(crate) payload: Bytes,
    pub(crate) error_type: String,
    pub(crate) error_message: String,
    pub(crate) receive_count: Option<u32>,
}

impl Discarded {
    /// The id under which the source knows the record.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The payload, as the handler would have decoded it.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The type of the error, as Lambda would report it.
    #[must_use]
    pub fn error_type(&self) -> &str {
        &self.error_type
    }

    /// The message of the error.
    #[must_use]
    pub fn error_message(&self) -> &str {
        &self.error_message
    }

    /// How often the record has been received, where the source counts (SQS).
    #[must_use]
    pub fn receive_count(&self) -> Option<u32> {
        self.receive_count
    }
}

/// Without the payload, which is in no log.
impl std::fmt::Debug for Discarded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Discarded").field("id", &self.id).field("error_type", &self.error_type).finish_non_exhaustive()
    }
}

/// What `on_discard` may name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot take discarded records",
    label = "not an `async fn(Discarded) -> Result<()>`",
    note = "write `async fn keep(discarded: lambda_fn::Discarded) -> Result<()>`, with `&State` behind it where `init` makes one"
)]
pub trait DiscardHandler<State, Via> {
    #[doc(hidden)]
    type Output;
    #[doc(hidden)]
    fn discard(self, discarded: Discarded, state: &'static State) -> impl Future<Output = Self::Output>;
}

/// The record alone.
pub enum ViaRecordAlone {}
/// The record, and what `init` made.
pub enum ViaRecordAndState {}

#[diagnostic::do_not_recommend]
impl<F, Fut, State> DiscardHandler<State, ViaRecordAlone> for F
where
    F: FnOnce(Discarded) -> Fut,
    Fut: Future<Output: HandlerResult>,
{
    type Output = Fut::Output;

    fn discard(self, discarded: Discarded, _: &'static State) -> impl Future<Output = Self::Output> {
        self(discarded)
    }
}

#[diagnostic::do_not_recommend]
impl<F, Fut, State> DiscardHandler<State, ViaRecordAndState> for F
where
    State: 'static,
    F: FnOnce(Discarded, &'static State) -> Fut,
    Fut: Future<Output: HandlerResult>,
{
    type Output = Fut::Output;

    fn discard(self, discarded: Discarded, state: &'static State) -> impl Future<Output = Self::Output> {
        self(discarded, state)
    }
}

/// Hands a record to whoever takes those that are discarded.
pub fn discard<H: DiscardHandler<State, Via>, State, Via>(
    handler: H,
    discarded: Discarded,
    state: &'static State,
) -> impl Future<Output = H::Output> {
    handler.discard(discarded, state)
}
