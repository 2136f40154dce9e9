//! The sources: how each writes its records down, and what it is told of them.

mod asynchronous;
#[cfg_attr(not(feature = "cloudwatch-logs"), path = "sources/no_cloudwatch_logs.rs")]
mod cloudwatch_logs;
mod dynamodb;
mod firehose;
mod kafka;
mod kinesis;
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

use super::source::Pending;
use crate::decode::decode;
use crate::failure::Failure;

/// `{"Records": […]}`, each record as it stands.
#[derive(Deserialize)]
struct Records<'a> {
    #[serde(rename = "Records", borrow)]
    records: Vec<&'a RawValue>,
}

/// Takes `{"Records": […]}` apart. Each record names its source; one of another is refused with the whole batch.
fn records<'a, T>(
    event: &'a Bytes,
    source: &'static str,
    pending: impl Fn(T, Bytes) -> (Option<&'a str>, Pending),
) -> Result<Vec<Pending>, Failure>
where
    T: Deserialize<'a>,
{
    let Records { records } = batch(event, source)?;
    let record = |(number, record): (usize, &'a RawValue)| {
        let whole = event.slice_ref(record.get().as_bytes());
        let parsed: T = decode(record.get().as_bytes()).map_err(|failure| in_record(number, failure))?;
        match pending(parsed, whole) {
            (Some(found), _) if found != source => Err(another_source(found, source)),
            (_, pending) => Ok(pending),
        }
    };
    records.into_iter().enumerate().map(record).collect()
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
    serde_json::from_slice(&pending.whole).unwrap_or_default()
}
