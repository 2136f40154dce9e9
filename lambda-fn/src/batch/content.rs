//! Tells the content of a record from what it cannot be, which the attribute cannot see: a whole event under another
//! name, a record with all that stands around its content, a form that the source does not have.
//!
//! As in `report.rs`, method resolution chooses by the concrete type: the expansion calls
//! `(&Content::<Order, _>::of(source)).is_of_a_record()`.

use std::marker::PhantomData;

use super::record::{Raw, Record};
use super::sources;

/// What a handler of records takes, and from which source.
pub struct Content<T, Source>(PhantomData<(T, Source)>);

impl<T, Source> Content<T, Source> {
    /// Of this source.
    #[must_use]
    pub fn of(_: Source) -> Self {
        Self(PhantomData)
    }
}

/// A struct of `aws_lambda_events` that is never the content of a record of this source.
pub trait StructOfAws<Source> {
    /// Itself, where it is the whole event.
    #[doc(hidden)]
    type Event;
    /// Itself, where it is a record.
    #[doc(hidden)]
    type Record;
}

/// In place of a type that there is nothing to say of.
pub enum Nothing {}

#[diagnostic::do_not_recommend]
impl<T: StructOfAws<Source>, Source> StructOfAws<Source> for Record<T> {
    type Event = T::Event;
    type Record = T::Record;
}

/// First choice: it is such a struct, which is refused.
pub trait IsWhole {
    #[doc(hidden)]
    type Event;
    #[doc(hidden)]
    type Record;
    #[doc(hidden)]
    fn is_of_a_record(&self)
    where
        Self::Event: RecordContent,
        Self::Record: ContentAlone,
    {
    }
}

impl<T: StructOfAws<Source>, Source> IsWhole for Content<T, Source> {
    type Event = T::Event;
    type Record = T::Record;
}

/// Second choice: anything else, if the source can hold it.
pub trait IsOfARecord {
    #[doc(hidden)]
    type OfDynamoDb;
    #[doc(hidden)]
    type OfS3;
    #[doc(hidden)]
    fn is_of_a_record(&self)
    where
        Self::OfDynamoDb: ChangeOfAnItem,
        Self::OfS3: Notification,
    {
    }
}

impl<T, Source: Holds> IsOfARecord for &Content<T, Source> {
    type OfDynamoDb = Source::OfDynamoDb<T>;
    type OfS3 = Source::OfS3<T>;
}

/// What a parameter called `Value` is, which has the handler take whole events.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is called like `serde_json::Value`, and is another type",
    label = "under this name a handler takes whole events",
    note = "write `Record<…>` around it for the content of a record, `LambdaEvent<…>` for the whole event, or give it another name"
)]
pub trait IsValue {}

impl IsValue for serde_json::Value {}

/// What a parameter called `LambdaEvent` is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is called like `lambda_fn::LambdaEvent`, and is another type",
    label = "under this name a handler takes whole events",
    note = "write `Record<…>` around it for the content of a record, or give it another name"
)]
pub trait IsLambdaEvent {}

impl<T> IsLambdaEvent for lambda_runtime::LambdaEvent<T> {}

/// What a parameter is that is called as `aws_lambda_events` calls the event of this source.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is called like the whole event of the source, and is not the struct of `lambda_fn::events`",
    label = "under this name a handler takes whole events",
    note = "write `LambdaEvent<…>` around it for the whole event, or `Record<…>` for the content of a record; the structs of `lambda_fn::events` need the feature of their source"
)]
pub trait IsEventOf<Source> {}

#[diagnostic::do_not_recommend]
impl<T: StructOfAws<Source, Event = T>, Source> IsEventOf<Source> for T {}

/// That the name of a type has not misled the attribute.
pub fn is_value<T: IsValue>() {}

/// That the name of a type has not misled the attribute.
pub fn is_lambda_event<T: IsLambdaEvent>() {}

/// That the name of a type has not misled the attribute.
pub fn is_event_of<T: IsEventOf<Source>, Source>() {}

/// Several records at once, of which a handler takes one.
pub trait Several {
    #[doc(hidden)]
    type One: OneRecord;
}

/// A record, by any of the types that stand for one.
pub trait OneRecord {}

/// A record that cannot be decoded from JSON, nor can several.
pub trait NeverJson {}

impl<T> OneRecord for Record<T> {}
impl<T> NeverJson for Record<T> {}
impl OneRecord for Raw {}
impl NeverJson for Raw {}
impl OneRecord for super::object::S3Object {}
#[cfg(feature = "dynamodb")]
impl<T> OneRecord for super::change::Change<T> {}

macro_rules! several {
    ($([$($generic:tt)*] $several:ty;)+) => {$(
        impl<T: OneRecord, $($generic)*> Several for $several {
            type One = T;
        }
    )+};
}

several! {
    [] Vec<T>;
    [] std::collections::VecDeque<T>;
    [] Box<[T]>;
    [] std::rc::Rc<[T]>;
    [] std::sync::Arc<[T]>;
    [] &[T];
    [] &Vec<T>;
    [const N: usize] [T; N];
    [const N: usize] &[T; N];
}

/// Second choice beside [`IsWhole`], for each source: several records, which are refused with the struct of the batch.
macro_rules! one_record_of {
    ($($source:ident, $is_several:ident, $refused:ident, $message:tt;)+) => {$(
        #[diagnostic::on_unimplemented(message = $message, label = "several records")]
        pub trait $refused {}

        /// Several records of this source.
        pub trait $is_several {
            #[doc(hidden)]
            type Several;
            #[doc(hidden)]
            fn is_of_a_record(&self)
            where
                Self::Several: $refused,
            {
            }
        }

        impl<T: Several> $is_several for Content<T, sources::$source> {
            type Several = T;
        }
    )+};
}

one_record_of! {
    Sqs, IsSeveralOfSqs, OneOfSqs,
        "the handler takes one record; for the whole batch take `lambda_fn::events::sqs::SqsEvent`";
    Kinesis, IsSeveralOfKinesis, OneOfKinesis,
        "the handler takes one record; for the whole batch take `lambda_fn::events::kinesis::KinesisEvent`";
    DynamoDb, IsSeveralOfDynamoDb, OneOfDynamoDb,
        "the handler takes one record; for the whole batch take `lambda_fn::events::dynamodb::Event`";
    Kafka, IsSeveralOfKafka, OneOfKafka,
        "the handler takes one record; for the whole batch take `lambda_fn::events::kafka::KafkaEvent`";
    Sns, IsSeveralOfSns, OneOfSns,
        "the handler takes one record; for the whole batch take `lambda_fn::events::sns::SnsEvent`";
    S3, IsSeveralOfS3, OneOfS3,
        "the handler takes one record; for the whole batch take `lambda_fn::events::s3::S3Event`";
    EventBridge, IsSeveralOfEventBridge, OneOfEventBridge,
        "the handler takes one record; for the whole event take `lambda_fn::events::eventbridge::EventBridgeEvent`";
    CloudWatchLogs, IsSeveralOfCloudWatchLogs, OneOfCloudWatchLogs,
        "the handler takes one record; for the whole batch take `lambda_fn::events::cloudwatch_logs::LogsEvent`";
    Firehose, IsSeveralOfFirehose, OneOfFirehose,
        "the handler takes one record; for the whole batch take `lambda_fn::events::firehose::KinesisFirehoseEvent`";
}

/// What no whole event is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is the whole event of the source, and is taken for the content of a record under this name",
    label = "another name of a whole event",
    note = "write its own name, as in `event: SqsEvent`, or `LambdaEvent<…>` around it; or take the content of a record"
)]
pub trait RecordContent {}

/// What no record is with all that stands around its content.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a record as the source sends it, and is taken for the content of one",
    label = "none of its fields is in the content",
    note = "take the content of a record, as in `order: Order`; `Record<Order>` has what the source says beside it"
)]
pub trait ContentAlone {}

/// What a record of a DynamoDB stream can be decoded as.
#[diagnostic::on_unimplemented(
    message = "a record of `dynamodb` is the change of an item, and cannot be decoded as `{Self}`",
    label = "not a change",
    note = "take `Change<{Self}>`, which has the item before and after (`cargo add lambda-fn --features dynamodb`); `Record<serde_json::Value>` and `Raw` have the record as it stands"
)]
pub trait ChangeOfAnItem {}

/// What a record of S3 can be decoded as.
#[diagnostic::on_unimplemented(
    message = "a record of `s3` is a notification of an object, and cannot be decoded as `{Self}`",
    label = "not an object of S3",
    note = "take `S3Object`, which has the bucket and the key; `Record<serde_json::Value>` and `Raw` have the record as it stands"
)]
pub trait Notification {}

/// The type of a handler's record, where its source has a form of its own and does not hold any.
pub trait Holds {
    #[doc(hidden)]
    type OfDynamoDb<T>;
    #[doc(hidden)]
    type OfS3<T>;
}

impl Holds for sources::DynamoDb {
    type OfDynamoDb<T> = T;
    type OfS3<T> = Nothing;
}

impl Holds for sources::S3 {
    type OfDynamoDb<T> = Nothing;
    type OfS3<T> = T;
}

macro_rules! hold_any {
    ($($source:ident),+) => {$(
        impl Holds for sources::$source {
            type OfDynamoDb<T> = Nothing;
            type OfS3<T> = Nothing;
        }
    )+};
}

hold_any!(Sqs, Kinesis, Kafka, Sns, EventBridge, CloudWatchLogs, Firehose);

macro_rules! can_be {
    ($form:ident: $($own:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl $form for $own {}
    )+};
}

can_be!(ChangeOfAnItem: Raw, serde_json::Value, Nothing);
can_be!(Notification: super::object::S3Object, Raw, serde_json::Value, Nothing);
can_be!(RecordContent: Nothing);
can_be!(ContentAlone: Nothing);

#[cfg(feature = "dynamodb")]
#[diagnostic::do_not_recommend]
impl<T> ChangeOfAnItem for super::change::Change<T> {}

// recommended, so that the compiler names what is within
impl<T: ChangeOfAnItem> ChangeOfAnItem for Record<T> {}
impl<T: Notification> Notification for Record<T> {}

macro_rules! structs_of_aws {
    ($(
        $feature:literal, $source:ident: $module:ident {
            events: $($event:ident$(<$content:ident>)?),+
            $(; records: $($record:ident$(<$of:ident>)?),+)?
        };
    )+) => {$(
        $(
            #[cfg(feature = $feature)]
            #[diagnostic::do_not_recommend]
            impl$(<$content: serde::Serialize + serde::de::DeserializeOwned>)?
                StructOfAws<sources::$source> for crate::events::$module::$event$(<$content>)?
            {
                type Event = Self;
                type Record = Nothing;
            }
        )+
        $($(
            #[cfg(feature = $feature)]
            #[diagnostic::do_not_recommend]
            impl$(<$of: serde::Serialize + serde::de::DeserializeOwned>)?
                StructOfAws<sources::$source> for crate::events::$module::$record$(<$of>)?
            {
                type Event = Nothing;
                type Record = Self;
            }
        )+)?
    )+};
}

// the records of DynamoDB and S3 are refused as what they are not: a `Change<T>`, an `S3Object`
structs_of_aws! {
    "sqs", Sqs: sqs { events: SqsEvent, SqsEventObj<T>; records: SqsMessage, SqsMessageObj<T> };
    "kinesis", Kinesis: kinesis {
        events: KinesisEvent, KinesisTimeWindowEvent; records: KinesisEventRecord, KinesisRecord
    };
    "dynamodb", DynamoDb: dynamodb { events: Event, TimeWindowEvent };
    "kafka", Kafka: kafka { events: KafkaEvent; records: KafkaRecord };
    "sns", Sns: sns {
        events: SnsEvent, SnsEventObj<T>; records: SnsRecord, SnsRecordObj<T>, SnsMessage, SnsMessageObj<T>
    };
    "s3", S3: s3 { events: S3Event };
    "eventbridge", EventBridge: eventbridge { events: EventBridgeEvent<T> };
    "cloudwatch-logs", CloudWatchLogs: cloudwatch_logs { events: LogsEvent; records: LogEntry };
    "firehose", Firehose: firehose { events: KinesisFirehoseEvent; records: KinesisFirehoseEventRecord };
}
