use std::ops::Not;
use std::time::Duration;

use serde::Serialize;

use super::function_response_types;
use crate::function::seconds;

/// What Lambda reads shard by shard: the streams of Kinesis and of `DynamoDB` have the same settings.
macro_rules! sharded {
    (
        $(#[$stream:meta])*
        pub struct $Stream:ident {
            $(#[$source:meta])*
            pub $name:ident
        }
        $(#[$constructor:meta])*
        pub const fn
    ) => {
        $(#[$stream])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        pub struct $Stream {
            $(#[$source])*
            pub $name: &'static str,
            /// Records in an event, at most: 1 to 10,000; AWS's default is 100.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub batch_size: Option<u32>,
            /// How long Lambda gathers records, 0 s to 300 s; AWS's default is 0 s. Whole seconds in the JSON.
            #[serde(skip_serializing_if = "Option::is_none", serialize_with = "seconds")]
            pub batching_window: Option<Duration>,
            /// Where reading starts. AWS has no default for it; the one here is [`StartingPosition::TrimHorizon`].
            pub starting_position: StartingPosition,
            /// Whether a batch that fails comes again in two halves; AWS's default is `false`.
            #[serde(skip_serializing_if = "Not::not")]
            pub bisect_on_error: bool,
            /// Batches of one shard that run at once, 1 to 10; AWS's default is 1.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub parallelization_factor: Option<u32>,
            /// How often a batch that fails comes again, 0 to 10,000; AWS's default is -1, which is until it expires.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub maximum_retry_attempts: Option<i32>,
            /// The age from which on a record is dropped, 60 s to 7 days; AWS's default is never. Whole seconds in the
            /// JSON.
            #[serde(skip_serializing_if = "Option::is_none", serialize_with = "seconds")]
            pub maximum_record_age: Option<Duration>,
            /// Whether Lambda reads which records have failed (`ReportBatchItemFailures`); AWS's default is `false`.
            /// The attribute sets it for a handler of single records. `"function_response_types":
            /// ["ReportBatchItemFailures"]` in the JSON.
            #[serde(
                rename = "function_response_types",
                skip_serializing_if = "Not::not",
                serialize_with = "function_response_types"
            )]
            pub report_batch_item_failures: bool,
        }

        impl $Stream {
            $(#[$constructor])*
            #[must_use]
            pub const fn $name($name: &'static str) -> Self {
                Self {
                    $name,
                    batch_size: None,
                    batching_window: None,
                    starting_position: StartingPosition::TrimHorizon,
                    bisect_on_error: false,
                    parallelization_factor: None,
                    maximum_retry_attempts: None,
                    maximum_record_age: None,
                    report_batch_item_failures: false,
                }
            }
        }
    };
}

sharded! {
    /// A data stream of Amazon Kinesis that Lambda reads.
    ///
    /// ```
    /// use lambda_fn::trigger::{Kinesis, StartingPosition};
    ///
    /// const CLICKS: Kinesis = Kinesis { parallelization_factor: Some(4), ..Kinesis::stream("clicks") };
    /// assert_eq!(CLICKS.starting_position, StartingPosition::TrimHorizon);
    /// ```
    pub struct Kinesis {
        /// The name of the stream, or its ARN, or that of one of its consumers.
        pub stream
    }
    /// A stream by its name or its ARN, from its oldest record on, with AWS's defaults.
    pub const fn
}

sharded! {
    /// The stream of a table of Amazon DynamoDB that Lambda reads.
    ///
    /// ```
    /// use lambda_fn::trigger::DynamoDb;
    ///
    /// const CUSTOMERS: DynamoDb = DynamoDb { bisect_on_error: true, ..DynamoDb::table("customers") };
    /// assert_eq!(CUSTOMERS.batch_size, None);
    /// ```
    pub struct DynamoDb {
        /// The name of the table, or its ARN, or that of its stream.
        pub table
    }
    /// A table by its name or its ARN, from the oldest record of its stream on, with AWS's defaults.
    pub const fn
}

/// A topic of Apache Kafka that Lambda reads: of Amazon MSK, or of a cluster of your own.
///
/// ```
/// use lambda_fn::trigger::{Kafka, StartingPosition};
///
/// const ORDERS: Kafka = Kafka { starting_position: StartingPosition::Latest, ..Kafka::topic("orders") };
/// assert_eq!(ORDERS.cluster, None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Kafka {
    /// The name of the topic.
    pub topic: &'static str,
    /// The ARN of the Amazon MSK cluster. Without it the cluster is left to whatever deploys the function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<&'static str>,
    /// Records in an event, at most: 1 to 10,000; AWS's default is 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size: Option<u32>,
    /// How long Lambda gathers records, 0 s to 300 s; AWS's default is 500 ms. Whole seconds in the JSON.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "seconds")]
    pub batching_window: Option<Duration>,
    /// Where reading starts. AWS has no default for it; the one here is [`StartingPosition::TrimHorizon`].
    pub starting_position: StartingPosition,
    /// Event pollers at least, 1 to 200. With this or the next, the event source mapping has provisioned mode, where
    /// AWS's default is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_pollers: Option<u32>,
    /// Event pollers at most, 1 to 2,000; AWS's default in provisioned mode is 200.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_pollers: Option<u32>,
    /// Provisioned mode: whether a batch that fails comes again in two halves; AWS's default is `false`.
    #[serde(skip_serializing_if = "Not::not")]
    pub bisect_on_error: bool,
    /// Provisioned mode: how often a batch that fails comes again, 0 to 10,000; AWS's default is -1, which is without
    /// end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum_retry_attempts: Option<i32>,
    /// Provisioned mode: the age from which on a record is dropped, 60 s to 7 days; AWS's default is never. Whole
    /// seconds in the JSON.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "seconds")]
    pub maximum_record_age: Option<Duration>,
    /// Provisioned mode: whether Lambda reads which records have failed (`ReportBatchItemFailures`); AWS's default is `false`. The attribute
    /// sets it for a handler of single records. `"function_response_types": ["ReportBatchItemFailures"]` in the JSON.
    #[serde(
        rename = "function_response_types",
        skip_serializing_if = "Not::not",
        serialize_with = "function_response_types"
    )]
    pub report_batch_item_failures: bool,
}

impl Kafka {
    /// A topic by its name, from its oldest record on, with AWS's defaults.
    #[must_use]
    pub const fn topic(topic: &'static str) -> Self {
        Self {
            topic,
            cluster: None,
            batch_size: None,
            batching_window: None,
            starting_position: StartingPosition::TrimHorizon,
            minimum_pollers: None,
            maximum_pollers: None,
            bisect_on_error: false,
            maximum_retry_attempts: None,
            maximum_record_age: None,
            report_batch_item_failures: false,
        }
    }
}

/// Where the reading of a stream starts, the first time that Lambda reads it.
///
/// ```
/// use lambda_fn::trigger::{Kinesis, StartingPosition};
///
/// const CLICKS: Kinesis = Kinesis { starting_position: StartingPosition::Latest, ..Kinesis::stream("clicks") };
/// assert_eq!(CLICKS.starting_position, StartingPosition::Latest);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum StartingPosition {
    /// `TRIM_HORIZON`: with the oldest record that the stream still has.
    #[serde(rename = "TRIM_HORIZON")]
    TrimHorizon,
    /// `LATEST`: with the records that come from then on.
    #[serde(rename = "LATEST")]
    Latest,
}
