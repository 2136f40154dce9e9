//! Firehose: Amazon Data Firehose Developer Guide, "Transform source data in Amazon Data Firehose".

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::placed::{Placed, alone, at_once};
use super::unfit::Identity;
use super::{base64, batch};
use crate::batch::accounting::{Account, Outcome};
use crate::batch::answer::encode;
use crate::batch::record::Metadata;
use crate::batch::source::{Describe, Pending, Source};
use crate::batch::text::Text;
use crate::failure::Failure;

/// Records of a Firehose stream, which goes on with what the handler makes of them.
#[derive(Clone, Copy)]
pub struct Firehose;

#[derive(Deserialize)]
struct Event<Record> {
    records: Vec<Record>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    #[serde(borrow)]
    record_id: Cow<'a, str>,
    #[serde(borrow)]
    data: Cow<'a, str>,
}

/// The ARN of the stream.
#[inline]
fn stream(event: &[u8]) -> Option<String> {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Top {
        delivery_stream_arn: Option<String>,
    }

    super::top::<Top>(event).delivery_stream_arn
}

impl Source for Firehose {
    const ANSWERED_BY_ID: bool = true;

    #[inline]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure> {
        let fit = |placed: Placed<'_, Record<'_>>| {
            let details = placed.rest(event);
            let Record { record_id, data } = placed.record;
            let (id, encoded) = (Text::within(event, record_id), Text::within(event, data));
            Pending { id, lane: None, encoded, details, receive_count: None, timestamp: None, unfit: None }
        };
        if let Some(Event { records }) = at_once(event) {
            return Ok(records.into_iter().map(fit).collect());
        }
        let Event { records } = batch::<Event<&RawValue>>(event, "Firehose")?;
        let record = |(number, record)| match alone(record) {
            Ok(placed) => Ok(fit(placed)),
            Err(unfit) => {
                let id = unfit.text(&["recordId"]).map(|id| Text::within(event, id));
                unfit.pending(event, number, id.map(|id| Identity { id, ..Identity::default() }))
            }
        };
        records.into_iter().enumerate().map(record).collect()
    }

    #[inline]
    fn decoded(&self, pending: &Pending) -> Result<Option<Bytes>, Failure> {
        base64(pending.encoded.bytes()).map(Some)
    }

    #[inline]
    fn metadata(pending: &Pending) -> Metadata {
        #[derive(Default, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        struct Details {
            #[serde(deserialize_with = "super::lenient")]
            kinesis_record_metadata: Option<Kinesis>,
            approximate_arrival_timestamp: Option<i64>,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Kinesis {
            partition_key: Option<String>,
            sequence_number: Option<String>,
        }

        let Details { kinesis_record_metadata, approximate_arrival_timestamp } = super::details(pending);
        let (partition_key, sequence_number) =
            kinesis_record_metadata.map_or((None, None), |kinesis| (kinesis.partition_key, kinesis.sequence_number));
        Metadata {
            id: pending.id.as_str().to_owned(),
            partition_key,
            sequence_number,
            timestamp: approximate_arrival_timestamp.and_then(super::milliseconds),
            ..Metadata::default()
        }
    }

    #[inline]
    fn describe(&self) -> Describe {
        |pending, account, _| Metadata { source_arn: account.source_arn(stream), ..Self::metadata(pending) }
    }

    /// One result for each record; what failed or did not run keeps its data, which Firehose then delivers apart.
    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        #[derive(Serialize)]
        struct Answer<'a> {
            records: Vec<Transformed<'a>>,
        }

        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Transformed<'a> {
            record_id: &'a str,
            result: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            data: Option<Cow<'a, str>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            metadata: Option<Partitions<'a>>,
        }

        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Partitions<'a> {
            partition_keys: &'a BTreeMap<String, String>,
        }

        let records = account.outcomes().map(|(record, outcome)| {
            let (result, data) = match outcome {
                Some(Outcome::Done(Some(made))) => ("Ok", Some(Cow::Owned(BASE64_STANDARD.encode(&made.data)))),
                Some(Outcome::Done(None) | Outcome::Discarded) => ("Dropped", None),
                // one that does not fit has no data
                None | Some(Outcome::Failed { .. }) => {
                    ("ProcessingFailed", record.unfit.is_none().then(|| Cow::Borrowed(record.encoded.as_str())))
                }
            };
            let metadata = match outcome {
                Some(Outcome::Done(Some(made))) if !made.partition_keys.is_empty() => {
                    Some(Partitions { partition_keys: &made.partition_keys })
                }
                _ => None,
            };
            Transformed { record_id: record.id.as_str(), result, data, metadata }
        });
        encode(&Answer { records: records.collect() })
    }
}
