//! Amazon SQS: Lambda Developer Guide, "Using Lambda with Amazon SQS".

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::unfit::Identity;
use super::{carried, notification, records};
use crate::batch::accounting::Account;
use crate::batch::answer::{TakesNoResponse, item_failures};
use crate::batch::record::Metadata;
use crate::batch::source::{Describe, Pending, Source};
use crate::batch::text::Text;
use crate::decode::{Frame, decode_record_frame};
use crate::failure::Failure;
use crate::trigger::{Envelope, is_fifo};

/// Messages of a queue.
#[derive(Clone, Copy)]
pub struct Sqs {
    /// Whether the queue keeps the order of each message group.
    pub fifo: bool,
    /// What another service has wrapped around the payload before it put it into the queue.
    pub envelope: Option<Envelope>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SqsMessage<'a> {
    #[serde(borrow)]
    message_id: Cow<'a, str>,
    #[serde(borrow)]
    body: Cow<'a, str>,
    #[serde(borrow, default)]
    attributes: Attributes<'a>,
    event_source: Option<&'a str>,
    #[serde(borrow, default, deserialize_with = "super::borrowed", rename = "eventSourceARN")]
    event_source_arn: Option<Cow<'a, str>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attributes<'a> {
    approximate_receive_count: Option<&'a str>,
    #[serde(borrow, default, deserialize_with = "super::borrowed")]
    message_group_id: Option<Cow<'a, str>>,
}

impl TakesNoResponse for Sqs {}

impl Source for Sqs {
    const ANSWERED_BY_ID: bool = true;
    const IS_NOTIFIED_BY_S3: bool = true;

    #[inline]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure> {
        // the deployed queue may have another name than the attribute
        let is_fifo = |arn: Option<Cow<'_, str>>| self.fifo || arn.is_some_and(|arn| is_fifo(&arn));
        // a FIFO queue has groups; should one be missing, no order is lost in one for all
        let lane =
            |fifo: bool, group: Option<Cow<'_, str>>| fifo.then(|| Text::within(event, group.unwrap_or_default()));
        records(
            event,
            "aws:sqs",
            |message: SqsMessage<'_>, details| {
                let SqsMessage { message_id, body, attributes, event_source, event_source_arn } = message;
                let pending = Pending {
                    id: Text::within(event, message_id),
                    lane: lane(is_fifo(event_source_arn), attributes.message_group_id),
                    encoded: Text::within(event, body),
                    details,
                    receive_count: attributes.approximate_receive_count.and_then(|count| count.parse().ok()),
                    timestamp: None,
                    unfit: None,
                };
                (event_source, pending)
            },
            |unfit| {
                let count = unfit.text(&["attributes", "ApproximateReceiveCount"]);
                Some(Identity {
                    id: Text::within(event, unfit.text(&["messageId"])?),
                    lane: lane(is_fifo(unfit.text(&["eventSourceARN"])), unfit.text(&["attributes", "MessageGroupId"])),
                    receive_count: count.and_then(|count| count.parse().ok()),
                })
            },
        )
    }

    #[inline]
    fn decoded(&self, pending: &Pending) -> Result<Option<Bytes>, Failure> {
        #[derive(Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Notification<'a> {
            #[serde(borrow)]
            message: Cow<'a, str>,
        }

        #[derive(Deserialize)]
        struct Event<'a> {
            #[serde(borrow)]
            detail: &'a RawValue,
        }

        let body = pending.encoded.bytes();
        Ok(match self.envelope {
            None => None,
            Some(Envelope::Sns) => {
                let notification = decode_record_frame::<Notification<'_>>(body).map_err(|failure| {
                    without_envelope(failure, "the body is no SNS notification; is raw message delivery on?")
                })?;
                Some(Text::within(body, notification.message).into_bytes())
            }
            Some(Envelope::EventBridge) => {
                let event = decode_record_frame::<Event<'_>>(body).map_err(|failure| {
                    without_envelope(failure, "the body is no event of EventBridge; does the rule change its input?")
                })?;
                Some(body.slice_ref(event.detail.get().as_bytes()))
            }
            Some(Envelope::S3) => notification::records(body).map(|_| None)?,
        })
    }

    #[inline]
    fn parts(&self, pending: &Pending) -> Option<Vec<Bytes>> {
        match self.envelope {
            Some(Envelope::S3) => notification::records(pending.encoded.bytes()).ok(),
            _ => None,
        }
    }

    #[inline]
    fn metadata(pending: &Pending) -> Metadata {
        metadata(pending, |_| {})
    }

    #[inline]
    fn describe(&self) -> Describe {
        match self.envelope {
            None => |pending, _, _| Self::metadata(pending),
            Some(Envelope::Sns) => {
                |pending, _, _| metadata(pending, |metadata| body::<carried::Notification>(pending).describe(metadata))
            }
            Some(Envelope::EventBridge) => {
                |pending, _, _| metadata(pending, |metadata| body::<carried::BusEvent>(pending).describe(metadata))
            }
            Some(Envelope::S3) => {
                |pending, _, payload| metadata(pending, |metadata| notification::describe(payload, metadata))
            }
        }
    }

    /// "To avoid discarding messages in a FIFO queue", says the guide, what comes behind a failure is returned too.
    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        item_failures(account.undone(), |record| record.id.as_str())
    }
}

/// A body without the envelope that the attribute says it has.
#[inline]
fn without_envelope(failure: Failure, message: &str) -> Failure {
    Failure { message: message.to_owned(), ..failure }
}

/// A body that has its envelope, or the message had not been decoded.
fn body<T: DeserializeOwned + Default>(pending: &Pending) -> T {
    serde_json::from_slice(pending.encoded.bytes()).map(|Frame(body)| body).unwrap_or_default()
}

/// What SQS says, then what those say who wrapped the payload, and last what the sender says.
#[inline]
fn metadata(pending: &Pending, of_the_envelope: impl FnOnce(&mut Metadata)) -> Metadata {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Details {
        #[serde(deserialize_with = "super::lenient")]
        attributes: BTreeMap<String, String>,
        #[serde(deserialize_with = "super::lenient")]
        message_attributes: BTreeMap<String, MessageAttribute>,
        #[serde(rename = "eventSourceARN")]
        event_source_arn: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct MessageAttribute {
        string_value: Option<String>,
    }

    let Details { attributes, message_attributes, event_source_arn } = super::details(pending);
    let mut metadata = Metadata {
        id: pending.id.as_str().to_owned(),
        source_arn: event_source_arn,
        receive_count: pending.receive_count,
        message_group: attributes.get("MessageGroupId").cloned(),
        sequence_number: attributes.get("SequenceNumber").cloned(),
        timestamp: attributes.get("SentTimestamp").and_then(|sent| super::milliseconds(sent.parse().ok()?)),
        attributes,
        ..Metadata::default()
    };
    of_the_envelope(&mut metadata);
    let of_the_sender = message_attributes.into_iter();
    metadata.add_attributes(of_the_sender.filter_map(|(name, attribute)| Some((name, attribute.string_value?))));
    metadata
}
