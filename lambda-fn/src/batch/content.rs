//! Tells the content of a record from a whole event under another name, which the attribute cannot see.
//!
//! As in `report.rs`, method resolution chooses by the concrete type: the expansion calls
//! `(&Content::<Order, _>::of(source)).is_of_a_record()`.

use std::marker::PhantomData;

/// What a handler of records takes, and from which source.
pub struct Content<T, Source>(PhantomData<(T, Source)>);

impl<T, Source> Content<T, Source> {
    /// Of this source.
    #[must_use]
    pub fn of(_: Source) -> Self {
        Self(PhantomData)
    }
}

/// The struct of `aws_lambda_events` for the whole event of a source.
pub trait WholeEvent<Source> {}

/// First choice: it is a whole event, which is refused.
pub trait IsWhole {
    #[doc(hidden)]
    type Event;
    #[doc(hidden)]
    fn is_of_a_record(&self)
    where
        Self::Event: RecordContent,
    {
    }
}

impl<T: WholeEvent<Source>, Source> IsWhole for Content<T, Source> {
    type Event = T;
}

/// Second choice: anything else.
pub trait IsOfARecord {
    #[doc(hidden)]
    fn is_of_a_record(&self) {}
}

impl<T, Source> IsOfARecord for &Content<T, Source> {}

/// What no whole event is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is the whole event of the source, and is taken for the content of a record under this name",
    label = "another name of a whole event",
    note = "write its own name, as in `event: SqsEvent`, or `LambdaEvent<…>` around it; or take the content of a record"
)]
pub trait RecordContent {}

macro_rules! whole_events {
    ($($feature:literal, $source:ident: $module:ident { $($event:ident$(<$content:ident>)?),+ };)+) => {$($(
        #[cfg(feature = $feature)]
        #[diagnostic::do_not_recommend]
        impl$(<$content: serde::Serialize + serde::de::DeserializeOwned>)?
            WholeEvent<super::sources::$source> for crate::events::$module::$event$(<$content>)? {}
    )+)+};
}

whole_events! {
    "sqs", Sqs: sqs { SqsEvent, SqsEventObj<T> };
    "kinesis", Kinesis: kinesis { KinesisEvent, KinesisTimeWindowEvent };
    "dynamodb", DynamoDb: dynamodb { Event, TimeWindowEvent };
    "kafka", Kafka: kafka { KafkaEvent };
    "sns", Sns: sns { SnsEvent, SnsEventObj<T> };
    "s3", S3: s3 { S3Event };
    "eventbridge", EventBridge: eventbridge { EventBridgeEvent<T> };
    "cloudwatch-logs", CloudWatchLogs: cloudwatch_logs { LogsEvent };
    "firehose", Firehose: firehose { KinesisFirehoseEvent };
}
