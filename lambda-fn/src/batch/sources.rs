//! The sources: how each writes its records down, and what it is told of them.

mod asynchronous;
#[cfg_attr(not(feature = "cloudwatch-logs"), path = "sources/no_cloudwatch_logs.rs")]
mod cloudwatch_logs;
mod dynamodb;
mod firehose;
mod kafka;
mod kinesis;
mod placed;
mod sqs;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

pub use asynchronous::{EventBridge, S3, Sns};
pub use cloudwatch_logs::CloudWatchLogs;
pub use dynamodb::DynamoDb;
pub use firehose::Firehose;
pub use kafka::Kafka;
pub use kinesis::Kinesis;
pub use sqs::Sqs;

use placed::{Placed, alone, at_once};

use super::source::Pending;
use super::text::Text;
use crate::decode::decode;
use crate::failure::Failure;

/// `{"Records": […]}`
#[derive(Deserialize)]
struct Records<Record> {
    #[serde(rename = "Records")]
    records: Vec<Record>,
}

/// Takes `{"Records": […]}` apart. Each record names its source; one of another is refused with the whole batch.
///
/// `pending` gets each record with the event from it on.
fn records<'a, T>(
    event: &'a Bytes,
    source: &'static str,
    pending: impl Fn(T, Bytes) -> (Option<&'a str>, Pending),
) -> Result<Vec<Pending>, Failure>
where
    T: Deserialize<'a>,
{
    let records = match at_once(event) {
        Some(Records { records }) => records,
        None => alone(batch::<Records<&'a RawValue>>(event, source)?.records, 0)?,
    };
    let record = |placed: Placed<'a, T>| {
        let rest = placed.rest(event);
        of_source(source, pending(placed.record, rest))
    };
    records.into_iter().map(record).collect()
}

/// As [`records`], for a source of which the handler decodes the whole record.
fn whole_records<'a, T>(
    event: &'a Bytes,
    source: &'static str,
    pending: impl Fn(T, Text) -> (Option<&'a str>, Pending),
) -> Result<Vec<Pending>, Failure>
where
    T: Deserialize<'a>,
{
    let Records { records } = batch::<Records<&'a RawValue>>(event, source)?;
    let record = |(number, record): (usize, &'a RawValue)| {
        let parsed: T = decode(record.get().as_bytes()).map_err(|failure| in_record(number, failure))?;
        of_source(source, pending(parsed, Text::within(event, record.get().into())))
    };
    records.into_iter().enumerate().map(record).collect()
}

fn of_source(expected: &str, (found, pending): (Option<&str>, Pending)) -> Result<Pending, Failure> {
    match found {
        Some(found) if found != expected => Err(another_source(found, expected)),
        _ => Ok(pending),
    }
}

/// What a source wraps around its records.
fn batch<'a, T: Deserialize<'a>>(event: &'a [u8], source: &str) -> Result<T, Failure> {
    decode(event).map_err(|failure| Failure {
        message: format!("the event is not a batch of {source}: {}", failure.message),
        ..failure
    })
}

fn in_record(number: usize, failure: Failure) -> Failure {
    let message = format!("record {} of the batch: {}", number + 1, failure.message);
    Failure { message, ..failure }
}

/// Names AWS's own sources alone: whoever invokes chooses the text.
fn another_source(found: &str, expected: &str) -> Failure {
    const KNOWN: [&str; 7] =
        ["aws:sqs", "aws:sns", "aws:kinesis", "aws:dynamodb", "aws:s3", "aws:kafka", "SelfManagedKafka"];
    let found = KNOWN.iter().find(|known| **known == found).map_or("another source", |known| known);
    let message = format!("the event holds records of {found}, and the function takes those of {expected}");
    Failure::new("Runtime.UnmarshalError", message)
}

fn base64(encoded: &[u8]) -> Result<Bytes, Failure> {
    let decoded = BASE64_STANDARD.decode(encoded).map(Bytes::from);
    decoded.map_err(|_| Failure::new("Runtime.UnmarshalError", "the data of the record is not base64"))
}

/// What is left of a record to look at, where its source is asked for more than the engine needs.
fn details<'a, T: Deserialize<'a> + Default>(pending: &'a Pending) -> T {
    // not `from_slice`, which takes nothing behind the record
    T::deserialize(&mut serde_json::Deserializer::from_slice(&pending.details)).unwrap_or_default()
}
