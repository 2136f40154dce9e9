//! Sources that invoke asynchronously and take no partial failure: SNS, S3, EventBridge.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::unfit::Identity;
use super::{batch, carried, notification, records, rfc3339, whole_records};
use crate::batch::accounting::Account;
use crate::batch::answer::{TakesNoResponse, all_or_nothing};
use crate::batch::record::Metadata;
use crate::batch::source::{Describe, Pending, Source};
use crate::batch::text::Text;
use crate::failure::Failure;
use crate::trigger::Envelope;

/// Notifications of a topic: Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications".
#[derive(Clone, Copy)]
pub struct Sns {
    /// What the service that sends to the topic has wrapped around the payload.
    pub envelope: Option<Envelope>,
}

/// Notifications of a bucket: Lambda Developer Guide, "Process Amazon S3 event notifications with Lambda".
#[derive(Clone, Copy)]
pub struct S3;

/// Events of a bus, one an invocation: EventBridge User Guide, "Events in Amazon EventBridge".
#[derive(Clone, Copy)]
pub struct EventBridge;

impl TakesNoResponse for Sns {}
impl TakesNoResponse for S3 {}
impl TakesNoResponse for EventBridge {}

impl Source for Sns {
    const ANSWERED_BY_ID: bool = false;
    const IS_NOTIFIED_BY_S3: bool = true;

    #[inline]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Record<'a> {
            #[serde(borrow)]
            sns: Notification<'a>,
            event_source: Option<&'a str>,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Notification<'a> {
            #[serde(borrow)]
            message_id: Cow<'a, str>,
            #[serde(borrow)]
            message: Cow<'a, str>,
        }

        records(
            event,
            "aws:sns",
            |Record { sns, event_source }: Record<'_>, details| {
                let (id, encoded) = (Text::within(event, sns.message_id), Text::within(event, sns.message));
                (
                    event_source,
                    Pending { id, lane: None, encoded, details, receive_count: None, timestamp: None, unfit: None },
                )
            },
            |unfit| {
                Some(Identity { id: Text::within(event, unfit.text(&["Sns", "MessageId"])?), ..Identity::default() })
            },
        )
    }

    #[inline]
    fn decoded(&self, pending: &Pending) -> Result<Option<Bytes>, Failure> {
        match self.envelope {
            Some(Envelope::S3) => notification::records(pending.encoded.bytes()).map(|_| None),
            _ => Ok(None),
        }
    }

    #[inline]
    fn parts(&self, pending: &Pending) -> Option<Vec<Bytes>> {
        match self.envelope {
            Some(Envelope::S3) => notification::records(pending.encoded.bytes()).ok(),
            _ => None,
        }
    }

    #[inline]
    fn describe(&self) -> Describe {
        match self.envelope {
            Some(Envelope::S3) => |pending, _, payload| {
                let mut metadata = Self::metadata(pending);
                notification::describe(payload, &mut metadata);
                metadata
            },
            _ => |pending, _, _| Self::metadata(pending),
        }
    }

    #[inline]
    fn metadata(pending: &Pending) -> Metadata {
        #[derive(Default, Deserialize)]
        #[serde(rename_all = "PascalCase", default)]
        struct Details {
            sns: carried::Notification,
        }

        let sns = super::details::<Details>(pending).sns;
        let id = pending.id.as_str().to_owned();
        let mut metadata = Metadata { id, source_arn: sns.topic_arn.clone(), ..Metadata::default() };
        sns.describe(&mut metadata);
        metadata
    }

    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        all_or_nothing(account)
    }
}

impl Source for S3 {
    const ANSWERED_BY_ID: bool = false;

    #[inline]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Notification<'a> {
            event_source: Option<&'a str>,
            /// What tells it from the records of others.
            #[serde(borrow)]
            s3: Entity<'a>,
        }

        #[derive(Deserialize)]
        struct Entity<'a> {
            #[serde(borrow)]
            object: Option<Object<'a>>,
        }

        #[derive(Deserialize)]
        struct Object<'a> {
            #[serde(borrow, default, deserialize_with = "super::borrowed")]
            sequencer: Option<Cow<'a, str>>,
        }

        let all = whole_records(
            event,
            "aws:s3",
            |Notification { event_source, s3 }: Notification<'_>, whole: Text| {
                // not the key: people's names stand in keys, and an id is logged
                let sequencer = s3.object.and_then(|object| object.sequencer);
                let id = sequencer.map(|sequencer| Text::within(event, sequencer)).unwrap_or_default();
                // `S3Object` finds its parts in the whole notification
                let details = whole.bytes().clone();
                (
                    event_source,
                    Pending {
                        id,
                        lane: None,
                        encoded: whole,
                        details,
                        receive_count: None,
                        timestamp: None,
                        unfit: None,
                    },
                )
            },
            |unfit| unfit.text(&["eventSource"]).map(|_| Identity::default()),
        );
        let mut all = match all {
            Err(_) if notification::is_test(event) => Vec::new(),
            all => all?,
        };
        // S3 gives its notifications no id: they go by their sequencer, by their place where they have none
        for (place, record) in all.iter_mut().enumerate().filter(|(_, record)| record.id.as_str().is_empty()) {
            record.id = Text::from((place + 1).to_string());
        }
        Ok(all)
    }

    #[inline]
    fn metadata(pending: &Pending) -> Metadata {
        #[derive(Default, Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        struct Details {
            event_name: Option<String>,
            event_time: Option<String>,
            #[serde(deserialize_with = "super::lenient")]
            s3: Entity,
        }

        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Entity {
            #[serde(deserialize_with = "super::lenient")]
            bucket: Bucket,
            #[serde(deserialize_with = "super::lenient")]
            object: Object,
        }

        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Bucket {
            arn: Option<String>,
        }

        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Object {
            sequencer: Option<String>,
        }

        let Details { event_name, event_time, s3 } = super::details(pending);
        Metadata {
            id: pending.id.as_str().to_owned(),
            source_arn: s3.bucket.arn,
            sequence_number: s3.object.sequencer,
            timestamp: event_time.and_then(|time| rfc3339(&time)),
            event_name,
            ..Metadata::default()
        }
    }

    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        all_or_nothing(account)
    }
}

impl Source for EventBridge {
    const ANSWERED_BY_ID: bool = false;

    #[inline]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure> {
        #[derive(Deserialize)]
        struct Event<'a> {
            #[serde(borrow)]
            id: Cow<'a, str>,
            #[serde(borrow)]
            detail: &'a RawValue,
        }

        let Event { id, detail } = batch(event, "EventBridge")?;
        let encoded = Text::within(event, Cow::Borrowed(detail.get()));
        let id = Text::within(event, id);
        Ok(vec![Pending {
            id,
            lane: None,
            encoded,
            details: event.clone(),
            receive_count: None,
            timestamp: None,
            unfit: None,
        }])
    }

    #[inline]
    fn metadata(pending: &Pending) -> Metadata {
        let mut metadata = Metadata { id: pending.id.as_str().to_owned(), ..Metadata::default() };
        super::details::<carried::BusEvent>(pending).describe(&mut metadata);
        metadata
    }

    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        all_or_nothing(account)
    }
}
