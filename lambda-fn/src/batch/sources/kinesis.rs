//! Kinesis data streams: Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data Streams".

use std::borrow::Cow;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::unfit::Identity;
use super::{base64, records};
use crate::batch::accounting::Account;
use crate::batch::answer::{TakesNoResponse, item_failures};
use crate::batch::record::Metadata;
use crate::batch::source::{Pending, Source};
use crate::batch::text::Text;
use crate::failure::Failure;

/// Records of a data stream: those of a batch are of one shard, and have one order.
#[derive(Clone, Copy)]
pub struct Kinesis;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    #[serde(borrow)]
    kinesis: Data<'a>,
    event_source: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    #[serde(borrow)]
    sequence_number: Cow<'a, str>,
    #[serde(borrow)]
    data: Cow<'a, str>,
}

impl TakesNoResponse for Kinesis {}

impl Source for Kinesis {
    const ANSWERED_BY_ID: bool = true;

    #[inline]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure> {
        records(
            event,
            "aws:kinesis",
            |record: Record<'_>, details| {
                let pending = Pending {
                    id: Text::within(event, record.kinesis.sequence_number),
                    lane: Some(Text::default()),
                    encoded: Text::within(event, record.kinesis.data),
                    details,
                    receive_count: None,
                    timestamp: None,
                    unfit: None,
                };
                (record.event_source, pending)
            },
            |unfit| {
                let id = Text::within(event, unfit.text(&["kinesis", "sequenceNumber"])?);
                Some(Identity { id, lane: Some(Text::default()), receive_count: None })
            },
        )
    }

    #[inline]
    fn decoded(&self, pending: &Pending) -> Result<Option<Bytes>, Failure> {
        base64(pending.encoded.bytes()).map(Some)
    }

    #[inline]
    fn metadata(pending: &Pending) -> Metadata {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Details {
            #[serde(deserialize_with = "super::lenient")]
            kinesis: Data,
            #[serde(rename = "eventSourceARN")]
            event_source_arn: Option<String>,
        }

        #[derive(Default, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        struct Data {
            partition_key: Option<String>,
            approximate_arrival_timestamp: Option<f64>,
        }

        let Details { kinesis, event_source_arn } = super::details(pending);
        Metadata {
            id: pending.id.as_str().to_owned(),
            source_arn: event_source_arn,
            sequence_number: Some(pending.id.as_str().to_owned()),
            partition_key: kinesis.partition_key,
            timestamp: kinesis.approximate_arrival_timestamp.and_then(super::seconds),
            ..Metadata::default()
        }
    }

    /// "Lambda uses the record with the lowest sequence number as the checkpoint": the first failure is enough.
    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        item_failures(account.undone().take(1), |record| record.id.as_str())
    }
}
