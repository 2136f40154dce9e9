//! What Lambda is told of a batch, and what handlers return for it.

use bytes::Bytes;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::accounting::Account;
use super::record::Raw;
use super::source::Pending;
use super::sources::Firehose;
use crate::failure::Failure;

/// `{"batchItemFailures":[{"itemIdentifier":…}]}`: SQS, Kinesis, DynamoDB streams, Kafka.
pub(crate) fn item_failures<'a, Id: Serialize>(
    undone: impl Iterator<Item = &'a Pending>,
    identifier: impl Fn(&'a Pending) -> Id,
) -> Result<Box<RawValue>, Failure> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Answer<Id> {
        batch_item_failures: Vec<ItemFailure<Id>>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct ItemFailure<Id> {
        item_identifier: Id,
    }

    let failures = undone.map(|record| ItemFailure { item_identifier: identifier(record) });
    encode(&Answer { batch_item_failures: failures.collect() })
}

/// Sources that take no partial failure: all or nothing.
#[inline]
pub(crate) fn all_or_nothing(account: &Account) -> Result<Box<RawValue>, Failure> {
    let records = account.records().len();
    let (failed, unrun) = (account.failed(), account.unrun());
    let message = match (failed, unrun, account.first_error_type()) {
        (0, 0, _) => return encode(&()),
        (0, unrun, _) => format!("{unrun} of {records} records did not run"),
        (failed, unrun, first) => {
            let first = first.map(|error_type| format!(", the first with `{error_type}`")).unwrap_or_default();
            let unrun = if unrun > 0 { format!("; {unrun} did not run") } else { String::new() };
            format!("{failed} of {records} records failed{first}{unrun}")
        }
    };
    Err(Failure::new("Function.RecordsFailed", message))
}

pub(crate) fn encode(answer: &impl Serialize) -> Result<Box<RawValue>, Failure> {
    to_raw_value(answer)
        .map_err(|error| Failure::new("Runtime.MarshalError", format!("the answer does not serialise: {error}")))
}

/// What the `Ok` of a handler of records may hold.
#[diagnostic::on_unimplemented(
    message = "a handler of records of `{Source}` cannot return `{Self}`",
    label = "nobody takes this response",
    note = "return `Result<()>`; of Firehose `Result<Option<T>>`, where `None` drops the record and `T` implements `serde::Serialize` or is `Raw`"
)]
pub trait HandledRecord<Source, Via> {
    #[doc(hidden)]
    fn handled(self) -> Result<Option<Bytes>, Failure>;
}

/// Sources that take no response.
pub trait TakesNoResponse {}

/// Nothing.
pub enum ViaNothing {}
/// A value.
pub enum ViaValue {}
/// Bytes.
pub enum ViaBytes {}

#[diagnostic::do_not_recommend]
impl<S: TakesNoResponse> HandledRecord<S, ViaNothing> for () {
    fn handled(self) -> Result<Option<Bytes>, Failure> {
        Ok(None)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> HandledRecord<Firehose, ViaValue> for Option<T> {
    fn handled(self) -> Result<Option<Bytes>, Failure> {
        let encode = |value| serde_json::to_vec(&value).map(Bytes::from);
        self.map(encode).transpose().map_err(|error| {
            Failure::new("Runtime.MarshalError", format!("the transformed record does not serialise: {error}"))
        })
    }
}

#[diagnostic::do_not_recommend]
impl HandledRecord<Firehose, ViaBytes> for Option<Raw> {
    fn handled(self) -> Result<Option<Bytes>, Failure> {
        Ok(self.map(|raw| raw.0))
    }
}

/// What a handler has made of a record of this source.
pub fn handled<S, R: HandledRecord<S, Via>, Via>(_: S, response: R) -> Result<Option<Bytes>, Failure> {
    response.handled()
}
