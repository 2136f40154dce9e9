//! The sources: how each writes its records down, and what it is told of them.

mod asynchronous;
mod carried;
#[cfg_attr(not(feature = "cloudwatch-logs"), path = "sources/no_cloudwatch_logs.rs")]
mod cloudwatch_logs;
mod dynamodb;
mod firehose;
mod kafka;
mod kinesis;
mod placed;
mod sqs;
#[cfg(test)]
mod tests;
mod unfit;

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

pub use asynchronous::{EventBridge, S3, Sns};
pub use cloudwatch_logs::CloudWatchLogs;
pub use dynamodb::DynamoDb;
pub use firehose::Firehose;
pub use kafka::Kafka;
pub use kinesis::Kinesis;
pub use sqs::Sqs;

use placed::{Placed, alone, at_once, wholes};
use unfit::{Identity, Unfit};

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
/// `fit` gets each record with the event from it on, and `identify` each that does not fit.
fn records<'a, T: Deserialize<'a>>(
    event: &'a Bytes,
    source: &'static str,
    fit: impl Fn(T, Bytes) -> (Option<&'a str>, Pending),
    identify: impl Fn(&Unfit<'a>) -> Option<Identity>,
) -> Result<Vec<Pending>, Failure> {
    let fit = |placed: Placed<'a, T>| {
        let rest = placed.rest(event);
        of_source(source, fit(placed.record, rest))
    };
    match at_once(event) {
        Some(Records { records }) => records.into_iter().map(fit).collect(),
        None => one_by_one(event, source, fit, identify),
    }
}

/// As [`records`], for a source of which the handler decodes the whole record.
fn whole_records<'a, T: Deserialize<'a>>(
    event: &'a Bytes,
    source: &'static str,
    fit: impl Fn(T, Text) -> (Option<&'a str>, Pending),
    identify: impl Fn(&Unfit<'a>) -> Option<Identity>,
) -> Result<Vec<Pending>, Failure> {
    let fit = |(placed, whole): (Placed<'a, T>, Bytes)| of_source(source, fit(placed.record, Text::from(whole)));
    if let Some(Records { records }) = at_once(event)
        && let Some(wholes) = wholes(&records, event)
    {
        return records.into_iter().zip(wholes).map(fit).collect();
    }
    let fit = |placed: Placed<'a, T>| {
        let whole = wholes(std::slice::from_ref(&placed), event).and_then(|mut wholes| wholes.pop());
        fit((placed, whole.unwrap_or_default()))
    };
    one_by_one(event, source, fit, identify)
}

/// The second look at a batch: what does not fit in it fails alone.
fn one_by_one<'a, T: Deserialize<'a>>(
    event: &'a Bytes,
    source: &'static str,
    fit: impl Fn(Placed<'a, T>) -> Result<Pending, Failure>,
    identify: impl Fn(&Unfit<'a>) -> Option<Identity>,
) -> Result<Vec<Pending>, Failure> {
    let Records { records } = batch::<Records<&'a RawValue>>(event, source)?;
    let record = |(number, record)| match alone(record) {
        Ok(placed) => fit(placed),
        Err(unfit) => match unfit.text(&["eventSource"]).or_else(|| unfit.text(&["EventSource"])) {
            Some(found) if found != source => Err(another_source(&found, source)),
            _ => {
                let known = identify(&unfit);
                unfit.pending(event, number, known)
            }
        },
    };
    records.into_iter().enumerate().map(record).collect()
}

#[inline]
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

/// Names AWS's own sources alone: whoever invokes chooses the text.
#[inline]
fn another_source(found: &str, expected: &str) -> Failure {
    const KNOWN: [&str; 7] =
        ["aws:sqs", "aws:sns", "aws:kinesis", "aws:dynamodb", "aws:s3", "aws:kafka", "SelfManagedKafka"];
    let found = KNOWN.iter().find(|known| **known == found).map_or("another source", |known| known);
    let message = format!("the event holds records of {found}, and the function takes those of {expected}");
    Failure::new("Runtime.UnmarshalError", message)
}

#[inline]
fn base64(encoded: &[u8]) -> Result<Bytes, Failure> {
    let decoded = BASE64_STANDARD.decode(encoded).map(Bytes::from);
    decoded.map_err(|_| {
        let failure = Failure::new("Runtime.UnmarshalError", "the data of the record is not base64");
        Failure { undecodable: true, ..failure }
    })
}

/// Text that is borrowed where it holds no escapes: serde borrows a `Cow`, and copies one within an `Option`.
fn borrowed<'de: 'a, 'a, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cow<'a, str>>, D::Error> {
    #[derive(Deserialize)]
    struct Borrowed<'a>(#[serde(borrow)] Cow<'a, str>);

    Ok(Option::deserialize(deserializer)?.map(|Borrowed(text)| text))
}

/// A part of the details that counts as absent where it is not as its source writes it, such as `null`: the others stand.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(deserializer: D) -> Result<T, D::Error> {
    let part = <&RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(part.get()).unwrap_or_default())
}

/// A time in milliseconds since 1970.
#[inline]
fn milliseconds(time: i64) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(time.try_into().ok()?))
}

/// A time in seconds since 1970, to the millisecond.
#[inline]
fn seconds(time: f64) -> Option<SystemTime> {
    let time = Duration::try_from_secs_f64(time).ok()?;
    // a fraction of ten digits before the point is exact to the microsecond at best
    let to_the_next = time.checked_add(Duration::from_micros(500))?;
    milliseconds(to_the_next.as_millis().try_into().ok()?)
}

/// What stands at the top of an event that the engine has taken apart already.
fn top<'a, T: Deserialize<'a> + Default>(event: &'a [u8]) -> T {
    serde_json::from_slice(event).unwrap_or_default()
}

/// What is left of a record to look at, where its source is asked for more than the engine needs.
fn details<'a, T: Deserialize<'a> + Default>(pending: &'a Pending) -> T {
    // not `from_slice`, which takes nothing behind the record
    T::deserialize(&mut serde_json::Deserializer::from_slice(&pending.details)).unwrap_or_default()
}
