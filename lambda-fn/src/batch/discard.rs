//! Records that cannot succeed.

use bytes::Bytes;

/// A record whose error says that it cannot succeed (`#[lambda(retry = false)]`), or that does not decode where the
/// attribute gives such ones up (`undecodable = "discard"`), for an `on_discard` handler.
///
/// The record counts as done when that handler returns `Ok`, and as failed, to come again, when it does not. The mark is
/// seen where the handler of the records returns the marked type, and lost in a `lambda_fn::Error` that `?` has made of
/// it; [`Error::typed`](crate::Error::typed) keeps it.
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

    /// The payload, as the handler would have decoded it; as it stands in the event, where it cannot be read, and the
    /// whole record, where it has none.
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
    note = "write `async fn keep(discarded: lambda_fn::Discarded) -> Result<()>`, with `&State` behind it where `init` makes one",
    note = "the state here is `{State}`; `()` is none, and `init = …` names the `async fn` that makes one"
)]
pub trait DiscardHandler<State: 'static, Via>: Sized {
    /// A projection, so that the compiler says nothing more where the handler is refused.
    #[doc(hidden)]
    type WithState;
    #[doc(hidden)]
    fn with_state(self, state: &'static State) -> Self::WithState;
}

/// Takes the record alone.
pub enum ViaRecordAlone {}
/// Takes the record, and what `init` made.
pub enum ViaRecordAndState {}

#[diagnostic::do_not_recommend]
impl<F, Fut, State> DiscardHandler<State, ViaRecordAlone> for F
where
    F: Fn(Discarded) -> Fut,
    Fut: Future,
    State: 'static,
{
    type WithState = RecordAlone<F>;

    fn with_state(self, _: &'static State) -> RecordAlone<F> {
        RecordAlone(self)
    }
}

#[diagnostic::do_not_recommend]
impl<F, Fut, State> DiscardHandler<State, ViaRecordAndState> for F
where
    F: Fn(Discarded, &'static State) -> Fut,
    Fut: Future,
    State: 'static,
{
    type WithState = RecordAndState<F, State>;

    fn with_state(self, state: &'static State) -> RecordAndState<F, State> {
        RecordAndState(self, state)
    }
}

/// A handler that takes the record alone.
#[derive(Clone, Copy)]
pub struct RecordAlone<F>(F);

/// A handler that takes the record, and what `init` made.
pub struct RecordAndState<F, State: 'static>(F, &'static State);

impl<F: Copy, State> Clone for RecordAndState<F, State> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Copy, State> Copy for RecordAndState<F, State> {}

impl<F: Fn(Discarded) -> Fut, Fut: Future> RecordAlone<F> {
    /// Hands a record over.
    pub fn take(&self, discarded: Discarded) -> Fut {
        self.0(discarded)
    }
}

impl<F: Fn(Discarded, &'static State) -> Fut, Fut: Future, State> RecordAndState<F, State> {
    /// Hands a record over.
    pub fn take(&self, discarded: Discarded) -> Fut {
        self.0(discarded, self.1)
    }
}

/// Who takes the records that are discarded. The state comes first, so that a handler that wants another one is refused
/// by the trait, which knows the remedy.
pub fn on_discard<State, H: DiscardHandler<State, Via>, Via>(state: &'static State, handler: H) -> H::WithState {
    handler.with_state(state)
}
