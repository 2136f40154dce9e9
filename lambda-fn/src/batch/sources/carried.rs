//! What SNS and EventBridge say of what they carry: to a function, or within the body of a message to a queue.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::rfc3339;
use crate::batch::record::Metadata;

/// A notification, but for its message.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Notification {
    message_id: Option<String>,
    pub(super) topic_arn: Option<String>,
    subject: Option<String>,
    timestamp: Option<String>,
    #[serde(deserialize_with = "super::lenient")]
    message_attributes: BTreeMap<String, Attribute>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attribute {
    value: String,
}

/// An event of a bus, but for its detail.
#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct BusEvent {
    id: Option<String>,
    detail_type: Option<String>,
    source: Option<String>,
    account: Option<String>,
    region: Option<String>,
    time: Option<String>,
}

impl Notification {
    #[inline]
    pub(super) fn describe(self, metadata: &mut Metadata) {
        let Self { message_id, topic_arn, subject, timestamp, message_attributes } = self;
        metadata.timestamp = metadata.timestamp.or_else(|| rfc3339(timestamp.as_deref()?));
        metadata.topic = topic_arn.as_deref().and_then(|arn| arn.rsplit(':').next()).map(str::to_owned);
        metadata.add_own([
            ("MessageId", message_id),
            ("TopicArn", topic_arn),
            ("Subject", subject),
            ("Timestamp", timestamp),
        ]);
        metadata.add_attributes(message_attributes.into_iter().map(|(name, attribute)| (name, attribute.value)));
    }
}

impl BusEvent {
    #[inline]
    pub(super) fn describe(self, metadata: &mut Metadata) {
        let Self { id, detail_type, source, account, region, time } = self;
        metadata.event_name = detail_type;
        metadata.timestamp = metadata.timestamp.or_else(|| rfc3339(time.as_deref()?));
        metadata.add_own([("id", id), ("source", source), ("account", account), ("region", region), ("time", time)]);
    }
}
