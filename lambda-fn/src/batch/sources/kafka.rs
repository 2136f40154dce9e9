//! Kafka, on Amazon MSK or elsewhere: Lambda Developer Guide, "Using Lambda with Amazon MSK" and "Configuring error
//! handling controls for Kafka event sources".

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::placed::{Placed, alone, at_once};
use super::unfit::Identity;
use super::{another_source, base64, batch};
use crate::batch::accounting::Account;
use crate::batch::answer::{TakesNoResponse, all_or_nothing, item_failures};
use crate::batch::record::Metadata;
use crate::batch::source::{Describe, Pending, Source};
use crate::batch::text::Text;
use crate::failure::Failure;

/// Records of topics: those of one partition have one order.
#[derive(Clone, Copy)]
pub struct Kafka {
    /// Whether the event source mapping has provisioned mode. Without it Lambda is not told which records have failed:
    /// all of them come again.
    pub provisioned: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[serde(bound(deserialize = "Record: Deserialize<'de>"))]
struct Event<'a, Record> {
    event_source: Option<&'a str>,
    /// By `topic-partition`.
    #[serde(borrow)]
    records: BTreeMap<Cow<'a, str>, Vec<Record>>,
}

#[derive(Deserialize)]
struct Record<'a> {
    offset: i64,
    /// `null` for a key that is deleted.
    #[serde(borrow, default, deserialize_with = "super::borrowed")]
    value: Option<Cow<'a, str>>,
}

impl TakesNoResponse for Kafka {}

/// `topic-partition-offset`
#[inline]
fn id(partition: &Text, offset: i64) -> Text {
    Text::from(format!("{}-{offset}", partition.as_str()))
}

#[inline]
fn of_kafka(event_source: Option<&str>) -> Result<(), Failure> {
    match event_source {
        // a cluster of one's own is under either name in Lambda's own examples
        None | Some("aws:kafka" | "SelfManagedKafka" | "aws:SelfManagedKafka") => Ok(()),
        Some(found) => Err(another_source(found, "aws:kafka")),
    }
}

/// The ARN of the cluster, which one outside of AWS has not.
#[inline]
fn cluster(event: &[u8]) -> Option<String> {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Top {
        event_source_arn: Option<String>,
    }

    super::top::<Top>(event).event_source_arn
}

/// Tells a key that is deleted from one of which the value is empty.
#[inline]
fn is_deletion(pending: &Pending) -> bool {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Details {
        value: Option<IgnoredAny>,
    }

    super::details::<Details>(pending).value.is_none()
}

/// The Java client's bytes, which have a sign.
#[inline]
fn header(bytes: Vec<i16>) -> Vec<u8> {
    bytes.into_iter().map(|byte| byte.to_be_bytes()[1]).collect()
}

impl Source for Kafka {
    const ANSWERED_BY_ID: bool = true;

    #[inline]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure> {
        let fit = |placed: Placed<'_, Record<'_>>, partition: &Text| {
            let details = placed.rest(event);
            let Record { offset, value } = placed.record;
            Pending {
                id: id(partition, offset),
                lane: Some(partition.clone()),
                encoded: value.map(|value| Text::within(event, value)).unwrap_or_default(),
                details,
                receive_count: None,
                timestamp: None,
                unfit: None,
            }
        };
        if let Some(Event { event_source, records }) = at_once::<Event<'_, Placed<'_, Record<'_>>>>(event) {
            of_kafka(event_source)?;
            let mut all = Vec::with_capacity(records.values().map(Vec::len).sum());
            for (partition, records) in records {
                let partition = Text::within(event, partition);
                all.extend(records.into_iter().map(|placed| fit(placed, &partition)));
            }
            return Ok(all);
        }
        let Event { event_source, records } = batch::<Event<'_, &RawValue>>(event, "aws:kafka")?;
        of_kafka(event_source)?;
        let mut all = Vec::new();
        for (partition, records) in records {
            let partition = Text::within(event, partition);
            for record in records {
                all.push(match alone(record) {
                    Ok(placed) => fit(placed, &partition),
                    Err(unfit) => {
                        let offset = unfit.at(&["offset"]);
                        let identity = offset.map(|offset| Identity {
                            id: id(&partition, offset),
                            lane: Some(partition.clone()),
                            receive_count: None,
                        });
                        unfit.pending(event, all.len(), identity)?
                    }
                });
            }
        }
        Ok(all)
    }

    #[inline]
    fn decoded(&self, pending: &Pending) -> Result<Option<Bytes>, Failure> {
        match pending.encoded.bytes() {
            encoded if encoded.is_empty() && is_deletion(pending) => Ok(Some(Bytes::from_static(b"null"))),
            encoded => base64(encoded).map(Some),
        }
    }

    #[inline]
    fn metadata(pending: &Pending) -> Metadata {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Details {
            topic: Option<String>,
            partition: Option<i32>,
            offset: Option<i64>,
            timestamp: Option<i64>,
            #[serde(deserialize_with = "super::lenient")]
            key: Option<String>,
            /// Each for itself, since a name may be there twice.
            #[serde(deserialize_with = "super::lenient")]
            headers: Vec<BTreeMap<String, Option<Vec<i16>>>>,
        }

        let Details { topic, partition, offset, timestamp, key, headers } = super::details(pending);
        let headers = headers.into_iter().flatten();
        Metadata {
            id: pending.id.as_str().to_owned(),
            topic,
            partition,
            offset,
            timestamp: timestamp.and_then(super::milliseconds),
            key: key.and_then(|key| super::base64(key.as_bytes()).ok()),
            headers: headers.map(|(name, bytes)| (name, header(bytes.unwrap_or_default()))).collect(),
            ..Metadata::default()
        }
    }

    #[inline]
    fn describe(&self) -> Describe {
        |pending, account, _| Metadata { source_arn: account.source_arn(cluster), ..Self::metadata(pending) }
    }

    fn stops_at_a_failure(&self) -> bool {
        !self.provisioned
    }

    /// Everything that is not done: whether Lambda goes on behind the first failure of a partition or tries the named
    /// records again, none is lost.
    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        #[derive(Serialize)]
        struct Identifier<'a> {
            /// `topic-partition`
            partition: &'a str,
            offset: i64,
        }

        if !self.provisioned {
            all_or_nothing(account)?;
        }
        item_failures(account.undone(), |record| {
            let (partition, offset) = record.id.as_str().rsplit_once('-').unwrap_or_default();
            Identifier { partition, offset: offset.parse().unwrap_or_default() }
        })
    }
}
