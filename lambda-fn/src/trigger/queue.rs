use std::ops::Not;
use std::time::Duration;

use serde::Serialize;

use super::function_response_types;
use crate::function::seconds;

/// A queue of Amazon SQS that Lambda polls.
///
/// ```
/// use std::time::Duration;
/// use lambda_fn::trigger::Sqs;
///
/// const ORDERS: Sqs = Sqs {
///     batch_size: Some(100),
///     batching_window: Some(Duration::from_secs(5)),
///     ..Sqs::queue("orders")
/// };
/// assert_eq!(ORDERS.maximum_concurrency, None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sqs {
    /// The name of the queue, or its ARN. The name of a FIFO queue ends in `.fifo`.
    pub queue: &'static str,
    /// Messages in an event, at most: 1 to 10,000, for a FIFO queue 1 to 10; AWS's default is 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size: Option<u32>,
    /// How long Lambda gathers messages, 0 s to 300 s; AWS's default is 0 s. Whole seconds in the JSON.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "seconds")]
    pub batching_window: Option<Duration>,
    /// Environments of the function that the queue keeps busy at once, at most: 2 to 1,000; AWS's default is no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_concurrency: Option<u32>,
    /// What the messages are wrapped in by the service that sends them to the queue; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// Whether Lambda reads which records have failed (`ReportBatchItemFailures`); AWS's default is `false`. The attribute
    /// sets it for a handler of single records. `"function_response_types": ["ReportBatchItemFailures"]` in the JSON.
    #[serde(
        rename = "function_response_types",
        skip_serializing_if = "Not::not",
        serialize_with = "function_response_types"
    )]
    pub report_batch_item_failures: bool,
}

impl Sqs {
    /// A queue by its name or its ARN, with AWS's defaults.
    #[must_use]
    pub const fn queue(queue: &'static str) -> Self {
        Self {
            queue,
            batch_size: None,
            batching_window: None,
            maximum_concurrency: None,
            envelope: None,
            report_batch_item_failures: false,
        }
    }
}

/// Whether a queue, by its name or its ARN, is a FIFO one.
pub(crate) fn is_fifo(queue: &str) -> bool {
    const FIFO: &str = ".fifo";
    queue.ends_with(FIFO)
}

/// What a message in a queue or of a topic is wrapped in, where another service put it there.
///
/// ```
/// use lambda_fn::trigger::{Envelope, Sqs};
///
/// const ORDERS: Sqs = Sqs { envelope: Some(Envelope::Sns), ..Sqs::queue("orders") };
/// assert_eq!(ORDERS.envelope, Some(Envelope::Sns));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Envelope {
    /// The notification of an SNS topic that the queue is subscribed to, without raw message delivery.
    #[serde(rename = "sns")]
    Sns,
    /// The event of an EventBridge rule whose target is the queue.
    #[serde(rename = "eventbridge")]
    EventBridge,
    /// The notification of an S3 bucket, of which each record is an object; in a queue also through an SNS topic.
    #[serde(rename = "s3")]
    S3,
}
