//! Records that cannot succeed.

use bytes::Bytes;

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
