use serde::Serialize;

use super::Envelope;

/// A topic of Amazon SNS that the function is subscribed to.
///
/// ```
/// use lambda_fn::trigger::Sns;
///
/// const ORDERS: Sns = Sns::topic("orders");
/// assert_eq!(ORDERS.topic, "orders");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sns {
    /// The name of the topic, or its ARN.
    pub topic: &'static str,
    /// What the messages are wrapped in by the service that sends them to the topic, [`Envelope::S3`]; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
}

impl Sns {
    /// A topic by its name or its ARN.
    #[must_use]
    pub const fn topic(topic: &'static str) -> Self {
        Self { topic, envelope: None }
    }
}

/// A bucket of Amazon S3 that notifies the function.
///
/// ```
/// use lambda_fn::trigger::S3;
///
/// const REPORTS: S3 = S3 { prefix: Some("in/"), suffix: Some(".csv"), ..S3::bucket("reports") };
/// assert_eq!(REPORTS.events, ["s3:ObjectCreated:*"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct S3 {
    /// The name of the bucket, or its ARN.
    pub bucket: &'static str,
    /// The events, under S3's names. AWS has no default for them; the one here is `s3:ObjectCreated:*`.
    pub events: &'static [&'static str],
    /// What the key of an object starts with; by default anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<&'static str>,
    /// What the key of an object ends with; by default anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suffix: Option<&'static str>,
}

impl S3 {
    /// A bucket by its name or its ARN, with every object that is created in it.
    #[must_use]
    pub const fn bucket(bucket: &'static str) -> Self {
        Self { bucket, events: &["s3:ObjectCreated:*"], prefix: None, suffix: None }
    }
}
