//! The sources: how each writes its records down, and what it is told of them.

mod asynchronous;
mod carried;
#[cfg_attr(not(feature = "cloudwatch-logs"), path = "sources/no_cloudwatch_logs.rs")]
mod cloudwatch_logs;
mod dynamodb;
mod firehose;
mod kafka;
mod kinesis;
mod notification;
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
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

pub use asynchronous::{EventBridge, S3, Sns};
pub use cloudwatch_logs::CloudWatchLogs;
pub use dynamodb::DynamoDb;
pub use firehose::Firehose;
pub use kafka::Kafka;
pub use kinesis::Kinesis;
pub(crate) use notification::is_test;
pub use sqs::Sqs;

use placed::{Placed, alone, at_once, wholes};
use unfit::{Identity, Unfit};

use super::source::Pending;
use super::text::Text;
use crate::decode::{Frame, Strict, decode_frame};
use crate::failure::Failure;

/// `{"Records": […]}`
#[derive(Deserialize)]
struct Records<Record> {
    #[serde(rename = "Records")]
    records: Vec<Record>,
    /// Of a stream that Lambda reads by the window.
    window: Option<IgnoredAny>,
}

/// A tumbling window: its answer has a state, and a handler of records makes none. Without it Lambda counts the
/// invocation as failed, whatever the records did.
#[inline]
fn without_window(window: Option<&IgnoredAny>, source: &str) -> Result<(), Failure> {
    let event = match (window, source) {
        (Some(_), "aws:kinesis") => "lambda_fn::events::kinesis::KinesisTimeWindowEvent",
        (Some(_), "aws:dynamodb") => "lambda_fn::events::dynamodb::TimeWindowEvent",
        _ => return Ok(()),
    };
    let message = format!(
        "the event is of a tumbling window, which is answered with its `state`, and a handler of records has none; \
         take the whole event, as `{event}`, and return the state, or set no `TumblingWindowInSeconds`"
    );
    Err(Failure::new("Runtime.UnmarshalError", message))
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
        Some(Records { records, window }) => {
            without_window(window.as_ref(), source)?;
            records.into_iter().map(fit).collect()
        }
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
    if let Some(Records { records, window }) = at_once(event)
        && let Some(wholes) = wholes(&records, event)
    {
        without_window(window.as_ref(), source)?;
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
    let Records { records, window } = batch::<Records<&'a RawValue>>(event, source)?;
    without_window(window.as_ref(), source)?;
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
    decode_frame(event).map_err(|failure| Failure {
        message: format!("the event is not a batch of {source}: {}", failure.message),
        ..failure
    })
}

/// Names AWS's own sources alone: whoever invokes chooses the text.
#[inline]
fn another_source(found: &str, expected: &str) -> Failure {
    const KNOWN: [&str; 8] = [
        "aws:sqs",
        "aws:sns",
        "aws:kinesis",
        "aws:dynamodb",
        "aws:s3",
        "aws:kafka",
        "SelfManagedKafka",
        "aws:SelfManagedKafka",
    ];
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
    Ok(serde_json::from_str(part.get()).map(|Frame(part)| part).unwrap_or_default())
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

/// A time in RFC 3339, to the millisecond.
fn rfc3339(text: &str) -> Option<SystemTime> {
    // no part has more digits than the year
    let number = |digits: &str| {
        let is_number = digits.len() <= 4 && digits.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| digits.parse::<i64>().ok())?
    };
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let (time, zone) = time.split_at(time.find(['Z', 'z', '+', '-'])?);

    let mut date = date.splitn(3, '-').map(number);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let first = days(year, month);
    if !(1..=12).contains(&month) || !(1..=days(year, month + 1) - first).contains(&day) {
        return None;
    }

    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let mut time = time.splitn(3, ':').map(number);
    let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
    let thousandths = number(format!("{fraction:0<3}").get(..3)?)?;

    let offset = match zone.split_at(1) {
        ("Z" | "z", "") => 0,
        (sign, offset) => {
            let (hours, minutes) = offset.split_once(':')?;
            let minutes = 60 * number(hours)? + number(minutes)?;
            if sign == "-" { -minutes } else { minutes }
        }
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let minutes = ((first + day - 1) * 24 + hour) * 60 + minute - offset;
    milliseconds((minutes * 60 + second) * 1000 + thousandths)
}

/// The days from 1970 to the first of a month, of which the 13th is January.
fn days(year: i64, month: i64) -> i64 {
    // a year that begins in March ends with its leap day
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 - 719_468
}

/// What stands at the top of an event that the engine has taken apart already.
fn top<'a, T: Deserialize<'a> + Default>(event: &'a [u8]) -> T {
    serde_json::from_slice(event).map(|Frame(top)| top).unwrap_or_default()
}

/// What is left of a record to look at, where its source is asked for more than the engine needs.
fn details<'a, T: Deserialize<'a> + Default>(pending: &'a Pending) -> T {
    // not `from_slice`, which takes nothing behind the record
    T::deserialize(Strict(&mut serde_json::Deserializer::from_slice(&pending.details))).unwrap_or_default()
}
