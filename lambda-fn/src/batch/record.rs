//! What a handler takes as its record.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use lambda_runtime::Context;
use serde::Deserialize;

use super::accounting::Account;
use super::content::{NeverJson, Several};
use super::source::{Describe, Pending};
use crate::decode::decode_record;
use crate::failure::Failure;
use crate::invocation::Invoked;

/// One record on its way to the handler.
pub struct RecordInvocation {
    /// The payload, where it is not that of the account.
    pub(crate) decoded: Option<Bytes>,
    pub(crate) account: Arc<Account>,
    pub(crate) place: usize,
    pub(crate) describe: Describe,
    pub(crate) context: Arc<Context>,
}

impl RecordInvocation {
    fn pending(&self) -> &Pending {
        &self.account.records()[self.place]
    }

    fn payload(&self) -> &Bytes {
        self.decoded.as_ref().unwrap_or_else(|| self.pending().encoded.bytes())
    }
}

impl Invoked for RecordInvocation {
    fn context(&self) -> &Context {
        &self.context
    }
}

/// A record with what its source says of it beside the payload.
///
/// What a source does not have is `None`.
///
/// ```
/// # use lambda_fn::{Record, Result};
/// # struct Order { item: String }
/// async fn order(order: Record<Order>) -> Result<()> {
///     if order.receive_count() > Some(3) {
///         eprintln!("{} has a hard time", order.id());
///     }
///     println!("{}", order.item);
///     # Ok(())
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Record<T> {
    value: T,
    metadata: Metadata,
}

/// The payload of a record as it stands, for one that is no JSON. It is decoded as far as the source has encoded it:
/// base64 and compression are gone.
///
/// ```
/// # use lambda_fn::{Raw, Result};
/// async fn line(line: Raw) -> Result<()> {
///     println!("{}", line.as_str().unwrap_or("not UTF-8"));
///     # Ok(())
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Raw(pub(crate) Bytes);

/// What the sources say of a record, all of them in one.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    pub(crate) id: String,
    pub(crate) source_arn: Option<String>,
    pub(crate) receive_count: Option<u32>,
    pub(crate) message_group: Option<String>,
    pub(crate) sequence_number: Option<String>,
    pub(crate) partition_key: Option<String>,
    pub(crate) topic: Option<String>,
    pub(crate) partition: Option<i32>,
    pub(crate) offset: Option<i64>,
    pub(crate) key: Option<Bytes>,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) timestamp: Option<SystemTime>,
    pub(crate) event_name: Option<String>,
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Metadata {
    /// What a service says itself.
    pub(crate) fn add_own<const N: usize>(&mut self, attributes: [(&str, Option<String>); N]) {
        self.add_attributes(attributes.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }

    /// Those of a name that is there already are left out: a sender chooses the names of his, and is not to speak for the
    /// services between.
    pub(crate) fn add_attributes(&mut self, attributes: impl Iterator<Item = (String, String)>) {
        for (name, value) in attributes {
            self.attributes.entry(name).or_insert(value);
        }
    }
}

impl<T> Record<T> {
    pub(crate) fn new(value: T, metadata: Metadata) -> Self {
        Self { value, metadata }
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The id under which the source knows the record: SQS and SNS message id, sequence number, Firehose record id,
    /// EventBridge event id, `topic-partition-offset` of Kafka, the sequencer of S3.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.metadata.id
    }

    /// The ARN of the queue, the stream (that of Firehose too), the topic of SNS, the bucket, or the cluster on Amazon MSK.
    #[must_use]
    pub fn source_arn(&self) -> Option<&str> {
        self.metadata.source_arn.as_deref()
    }

    /// SQS: how often the message has been received, about (`ApproximateReceiveCount`), this time included.
    #[must_use]
    pub fn receive_count(&self) -> Option<u32> {
        self.metadata.receive_count
    }

    /// SQS FIFO: the message group.
    #[must_use]
    pub fn message_group(&self) -> Option<&str> {
        self.metadata.message_group.as_deref()
    }

    /// Kinesis, DynamoDB streams, SQS FIFO, S3 (`sequencer`): the place in the order of the source.
    #[must_use]
    pub fn sequence_number(&self) -> Option<&str> {
        self.metadata.sequence_number.as_deref()
    }

    /// Kinesis: the partition key.
    #[must_use]
    pub fn partition_key(&self) -> Option<&str> {
        self.metadata.partition_key.as_deref()
    }

    /// Kafka and SNS, in a queue too (`envelope = "sns"`): the name of the topic.
    #[must_use]
    pub fn topic(&self) -> Option<&str> {
        self.metadata.topic.as_deref()
    }

    /// Kafka: the partition.
    #[must_use]
    pub fn partition(&self) -> Option<i32> {
        self.metadata.partition
    }

    /// Kafka: the offset within the partition.
    #[must_use]
    pub fn offset(&self) -> Option<i64> {
        self.metadata.offset
    }

    /// Kafka: the key, from base64.
    #[must_use]
    pub fn key(&self) -> Option<&[u8]> {
        self.metadata.key.as_deref()
    }

    /// Kafka: the headers, in their order; a name may be there more than once.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.metadata.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice()))
    }

    /// Kafka: the value of a header, the last one of that name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        self.headers().filter(|(other, _)| *other == name).last().map(|(_, value)| value)
    }

    /// When the record came to be, by its source, to the millisecond: sent to SQS or SNS, arrived at Kinesis or Firehose,
    /// about, changed in DynamoDB, about (to the second), stamped in Kafka, logged in CloudWatch Logs, done in S3, the
    /// `time` of an event of EventBridge (to the second).
    #[must_use]
    pub fn timestamp(&self) -> Option<SystemTime> {
        self.metadata.timestamp
    }

    /// DynamoDB streams (`INSERT`), S3 (`ObjectCreated:Put`), EventBridge (`detail-type`); the last two with an `envelope`
    /// too.
    #[must_use]
    pub fn event_name(&self) -> Option<&str> {
        self.metadata.event_name.as_deref()
    }

    /// What a source says under a name of its own, or an attribute that the sender has set:
    ///
    /// | source | names |
    /// |---|---|
    /// | SQS | its attributes, such as `SentTimestamp`; the message attributes of the sender, those with a string value |
    /// | SNS | `MessageId`, `TopicArn`, `Subject`, `Timestamp`; the message attributes of the sender |
    /// | EventBridge | `id`, `source`, `account`, `region`, `time` |
    /// | CloudWatch Logs | `owner`, `logGroup`, `logStream` |
    ///
    /// With `envelope = "sns"` or `"eventbridge"` a message of SQS has those of both. A name that a service and the sender
    /// have is the service's, and one that two services have is that of SQS.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.metadata.attributes.get(name).map(String::as_str)
    }
}

impl<T> Deref for Record<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl Raw {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text, where it is UTF-8.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}

impl From<Vec<u8>> for Raw {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<String> for Raw {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

/// Without the bytes, which are in no log.
impl std::fmt::Debug for Raw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raw({} bytes)", self.0.len())
    }
}

/// What an aggregate begins with: Amazon Kinesis Producer Library, "KPL Aggregated Record Format". It is never UTF-8.
const AGGREGATED: [u8; 4] = [0xF3, 0x89, 0x9A, 0xC2];

/// Several records in one, as the Kinesis Producer Library packs them.
#[cold]
fn aggregated(failure: Failure) -> Failure {
    let message = "the record is an aggregate of the Kinesis Producer Library (KPL), which is not taken apart; set \
                   `AggregationEnabled = false` in the producer, or take `Raw`, and its records out of it";
    Failure { message: message.to_owned(), ..failure }
}

/// What the first parameter of a handler of records may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the record of a handler",
    label = "this type cannot be decoded from a record",
    note = "derive it: `#[derive(serde::Deserialize)]`; or take `Record<…>`, or `Raw` where the payload is no JSON"
)]
pub trait FromRecord<'a, Via>: Sized {
    #[doc(hidden)]
    fn from_record(record: &'a RecordInvocation) -> Result<Self, Failure>;
}

/// The payload, as JSON.
pub enum ViaJson {}
/// The payload, as it stands.
pub enum ViaRaw {}
/// The payload with what the source says of it.
pub struct ViaRecord<Via>(PhantomData<Via>);
/// Several records, which are refused elsewhere: so that nothing more is said of them.
pub enum ViaSeveral {}

#[diagnostic::do_not_recommend]
impl<'a, T: Deserialize<'a>> FromRecord<'a, ViaJson> for T {
    fn from_record(record: &'a RecordInvocation) -> Result<Self, Failure> {
        decode_record(record.payload()).map_err(|failure| match record.payload().starts_with(&AGGREGATED) {
            true => aggregated(failure),
            false => failure,
        })
    }
}

#[diagnostic::do_not_recommend]
impl<'a> FromRecord<'a, ViaRaw> for Raw {
    fn from_record(record: &'a RecordInvocation) -> Result<Self, Failure> {
        Ok(Self(record.payload().clone()))
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: FromRecord<'a, Via>, Via> FromRecord<'a, ViaRecord<Via>> for Record<T> {
    fn from_record(record: &'a RecordInvocation) -> Result<Self, Failure> {
        let metadata = (record.describe)(record.pending(), &record.account, record.payload());
        Ok(Self::new(T::from_record(record)?, metadata))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Several<One: NeverJson>> FromRecord<'_, ViaSeveral> for T {
    fn from_record(_: &RecordInvocation) -> Result<Self, Failure> {
        Err(Failure::new("Runtime.UnmarshalError", "a handler takes one record"))
    }
}

/// The record of a handler.
pub fn record<'a, T: FromRecord<'a, Via>, Via>(record: &'a RecordInvocation) -> Result<T, Failure> {
    T::from_record(record)
}
