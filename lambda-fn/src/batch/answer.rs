//! What Lambda is told of a batch, and what handlers return for it.

use std::collections::BTreeMap;
use std::marker::PhantomData;

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
    note = "return `Result<()>`; of Firehose `Result<Option<T>>`, where `None` drops the record and `T` implements `serde::Serialize`, is `Raw`, or `Partitioned` of these"
)]
pub trait HandledRecord<Source, Via> {
    #[doc(hidden)]
    fn handled(self) -> Result<Option<Transformed>, Failure>;
}

/// Sources that take no response.
pub trait TakesNoResponse {}

/// What a handler has made of a record, for a source that takes that.
pub struct Transformed {
    pub(crate) data: Bytes,
    pub(crate) partition_keys: BTreeMap<String, String>,
}

impl From<Bytes> for Transformed {
    fn from(data: Bytes) -> Self {
        Self { data, partition_keys: BTreeMap::new() }
    }
}

/// A record of Firehose as the handler has transformed it, with the keys by which the stream partitions it.
///
/// Amazon Data Firehose Developer Guide, "Create partitioning keys with an AWS Lambda function": a stream with dynamic
/// partitioning puts records with the same keys under one prefix of its bucket, as in
/// `!{partitionKeyFromLambda:customer}/`. The keys are `metadata.partitionKeys` of the answer. A record without a key that
/// the prefix names fails there.
///
/// ```
/// # use lambda_fn::{Partitioned, Result};
/// # #[derive(serde::Deserialize, serde::Serialize)] struct Click { customer: String, page: String }
/// async fn clean(click: Click) -> Result<Option<Partitioned<Click>>> {
///     let customer = click.customer.clone();
///     Ok(Some(Partitioned::new(click).key("customer", customer)))
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a handler returns it"]
pub struct Partitioned<T> {
    value: T,
    keys: BTreeMap<String, String>,
}

impl<T> Partitioned<T> {
    /// A record without keys; `T` implements `serde::Serialize` or is [`Raw`].
    pub fn new(value: T) -> Self {
        Self { value, keys: BTreeMap::new() }
    }

    /// A further key, or another value for one that is there.
    pub fn key(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.keys.insert(name.into(), value.into());
        self
    }

    /// The keys and their values.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        self.keys.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The record alone.
    #[must_use = "the record is all that is left"]
    pub fn into_value(self) -> T {
        self.value
    }
}

/// Nothing.
pub enum ViaNothing {}
/// A value.
pub enum ViaValue {}
/// Bytes.
pub enum ViaBytes {}
/// Either, with keys.
pub struct ViaKeys<Via>(PhantomData<Via>);

#[diagnostic::do_not_recommend]
impl<S: TakesNoResponse> HandledRecord<S, ViaNothing> for () {
    fn handled(self) -> Result<Option<Transformed>, Failure> {
        Ok(None)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> HandledRecord<Firehose, ViaValue> for Option<T> {
    fn handled(self) -> Result<Option<Transformed>, Failure> {
        let encode = |value| serde_json::to_vec(&value).map(|data| Transformed::from(Bytes::from(data)));
        self.map(encode).transpose().map_err(|error| {
            Failure::new("Runtime.MarshalError", format!("the transformed record does not serialise: {error}"))
        })
    }
}

#[diagnostic::do_not_recommend]
impl HandledRecord<Firehose, ViaBytes> for Option<Raw> {
    fn handled(self) -> Result<Option<Transformed>, Failure> {
        Ok(self.map(|raw| raw.0.into()))
    }
}

#[diagnostic::do_not_recommend]
impl<T, Via> HandledRecord<Firehose, ViaKeys<Via>> for Option<Partitioned<T>>
where
    Option<T>: HandledRecord<Firehose, Via>,
{
    fn handled(self) -> Result<Option<Transformed>, Failure> {
        let Some(Partitioned { value, keys }) = self else { return Ok(None) };
        let transformed = Some(value).handled()?;
        Ok(transformed.map(|transformed| Transformed { partition_keys: keys, ..transformed }))
    }
}

/// What a handler has made of a record of this source.
pub fn handled<S, R: HandledRecord<S, Via>, Via>(_: S, response: R) -> Result<Option<Transformed>, Failure> {
    response.handled()
}
