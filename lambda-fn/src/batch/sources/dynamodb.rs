//! DynamoDB streams: Lambda Developer Guide, "Using AWS Lambda with Amazon DynamoDB".

use std::borrow::Cow;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::unfit::Identity;
use super::whole_records;
use crate::batch::accounting::Account;
use crate::batch::answer::{TakesNoResponse, item_failures};
use crate::batch::record::Metadata;
use crate::batch::source::{Pending, Source};
use crate::batch::text::Text;
use crate::failure::Failure;

/// Changes of a table: those of a batch are of one shard, and have one order.
#[derive(Clone, Copy)]
pub struct DynamoDb;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    #[serde(borrow)]
    dynamodb: Place<'a>,
    event_source: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Place<'a> {
    #[serde(borrow)]
    sequence_number: Cow<'a, str>,
}

impl TakesNoResponse for DynamoDb {}

impl Source for DynamoDb {
    const ANSWERED_BY_ID: bool = true;

    #[inline]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure> {
        whole_records(
            event,
            "aws:dynamodb",
            |record: Record<'_>, whole| {
                let pending = Pending {
                    id: Text::within(event, record.dynamodb.sequence_number),
                    lane: Some(Text::default()),
                    details: whole.bytes().clone(),
                    // `Change<T>` finds the images in it
                    encoded: whole,
                    receive_count: None,
                    timestamp: None,
                    unfit: None,
                };
                (record.event_source, pending)
            },
            |unfit| {
                let id = Text::within(event, unfit.text(&["dynamodb", "SequenceNumber"])?);
                Some(Identity { id, lane: Some(Text::default()), receive_count: None })
            },
        )
    }

    #[inline]
    fn metadata(pending: &Pending) -> Metadata {
        #[derive(Default, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        struct Details {
            event_name: Option<String>,
            #[serde(deserialize_with = "super::lenient")]
            dynamodb: Change,
            #[serde(rename = "eventSourceARN")]
            event_source_arn: Option<String>,
        }

        #[derive(Default, Deserialize)]
        #[serde(rename_all = "PascalCase", default)]
        struct Change {
            approximate_creation_date_time: Option<f64>,
        }

        let Details { event_name, dynamodb, event_source_arn } = super::details(pending);
        Metadata {
            id: pending.id.as_str().to_owned(),
            source_arn: event_source_arn,
            sequence_number: Some(pending.id.as_str().to_owned()),
            timestamp: dynamodb.approximate_creation_date_time.and_then(super::seconds),
            event_name,
            ..Metadata::default()
        }
    }

    /// As for Kinesis, the first failure is the checkpoint.
    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        item_failures(account.undone().take(1), |record| record.id.as_str())
    }
}
