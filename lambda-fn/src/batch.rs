//! Handlers of records: a batch is taken apart, each record runs, and each is accounted for.

mod accounting;
mod answer;
mod change;
mod content;
mod deadline;
mod discard;
mod lanes;
mod object;
mod record;
mod rules;
mod service;
mod source;
mod sources;
#[cfg(test)]
mod tests;
mod text;
mod work;

pub use answer::Partitioned;
#[cfg(feature = "dynamodb")]
pub use change::{Change, ChangeKind};
pub use discard::Discarded;
pub use object::S3Object;
#[cfg(feature = "testing")]
pub(crate) use record::Metadata;
pub use record::{Raw, Record};
pub(crate) use source::Pending;

/// The traits by which the expansion tells the content of a record.
pub(crate) mod content_traits {
    pub use super::content::{
        IsOfARecord, IsSeveralOfCloudWatchLogs, IsSeveralOfDynamoDb, IsSeveralOfEventBridge, IsSeveralOfFirehose,
        IsSeveralOfKafka, IsSeveralOfKinesis, IsSeveralOfS3, IsSeveralOfSns, IsSeveralOfSqs, IsWhole,
    };
}

/// What the expansion calls.
pub(crate) mod private {
    pub use super::answer::handled;
    pub use super::content::{Content, is_event_of, is_lambda_event, is_value};
    pub use super::discard::on_discard;
    pub use super::record::{RecordInvocation, record};
    pub use super::rules::Rules;
    pub use super::service::records;
    pub use super::source::available;
    pub use super::sources::{CloudWatchLogs, DynamoDb, EventBridge, Firehose, Kafka, Kinesis, S3, Sns, Sqs};
}
