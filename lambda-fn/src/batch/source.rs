//! What tells one source of records from another.

use bytes::Bytes;
use serde_json::value::RawValue;

use super::accounting::Account;
use super::record::Metadata;
use super::text::Text;
use crate::failure::Failure;

/// A source of which the feature is on.
#[diagnostic::on_unimplemented(
    message = "the lines of a log group need the feature `cloudwatch-logs` of `lambda-fn`",
    label = "its records cannot be read",
    note = "run `cargo add lambda-fn --features cloudwatch-logs`"
)]
pub trait Available {}

/// A source, where its feature is on.
pub fn available<S: Available>(source: S) -> S {
    source
}

/// A source, known at compile time: so a function pays for its own alone.
///
/// Its functions are `#[inline]`, that is: compiled where they are called, and so are those of batches that are not
/// generic anyway. So this crate, which every function compiles, does not hold the code of all sources.
pub trait Source: Copy + Send + Sync + 'static {
    /// Whether the answer names records by their ids, so that no two may have the same.
    #[doc(hidden)]
    const ANSWERED_BY_ID: bool;

    /// Whether a bucket may send to it, and so the test event that S3 sends first.
    #[doc(hidden)]
    const IS_NOTIFIED_BY_S3: bool = false;

    /// Takes a batch apart.
    #[doc(hidden)]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure>;

    /// What the handler decodes, where it is not the payload as it stands.
    #[doc(hidden)]
    fn decoded(&self, pending: &Pending) -> Result<Option<Bytes>, Failure> {
        let _ = pending;
        Ok(None)
    }

    /// What the handler decodes one after the other, where a record has several payloads or none; `decoded` says why
    /// where it cannot be told.
    #[doc(hidden)]
    fn parts(&self, pending: &Pending) -> Option<Vec<Bytes>> {
        let _ = pending;
        None
    }

    /// What stands in a record beside its payload.
    #[doc(hidden)]
    fn metadata(pending: &Pending) -> Metadata;

    /// All that the source says of a record beside its payload: what stands in it, and around it.
    #[doc(hidden)]
    fn describe(&self) -> Describe {
        |pending, _, _| Self::metadata(pending)
    }

    /// Whether no record starts behind a failure, since all of them come again.
    #[doc(hidden)]
    fn stops_at_a_failure(&self) -> bool {
        false
    }

    /// What Lambda is told of the batch.
    #[doc(hidden)]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure>;
}

/// A function of the source's, since what asks for the metadata does not know the source. The payload is the last.
pub(crate) type Describe = fn(&Pending, &Account, &[u8]) -> Metadata;

/// A record that waits for its turn.
pub struct Pending {
    /// Under which the source knows it.
    pub(crate) id: Text,
    /// Records of one lane run one after the other, and none behind a failure. A record without one is alone in its own.
    pub(crate) lane: Option<Text>,
    /// The payload, as it stands in the event; all of the record where it is unfit.
    pub(crate) encoded: Text,
    /// Begins with the JSON in which the metadata stands; more of the event may follow.
    pub(crate) details: Bytes,
    pub(crate) receive_count: Option<u32>,
    /// In milliseconds since 1970, where it does not stand in the details.
    #[cfg_attr(
        not(feature = "cloudwatch-logs"),
        expect(dead_code, reason = "of a line of a log group alone it does not stand there")
    )]
    pub(crate) timestamp: Option<i64>,
    /// Why it cannot run, where it is not as its source writes its records down.
    pub(crate) unfit: Option<Box<Failure>>,
}
