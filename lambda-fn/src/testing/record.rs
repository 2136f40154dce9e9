//! Records for tests in process.

use std::time::SystemTime;

use crate::batch::{Metadata, Record};

/// Makes the record that a handler takes, with what its source says of it: [`Record`] has no other constructor.
///
/// ```
/// use lambda_fn::{Record, Result, testing};
///
/// async fn line(line: Record<String>) -> Result<String> {
///     Ok(format!("{}: {}", line.message_group().unwrap_or("no group"), *line))
/// }
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let record = testing::record("bolts".to_owned()).message_group("blue").receive_count(2).build();
/// assert_eq!(line(record).await?, "blue: bolts");
/// # Ok::<_, lambda_fn::Error>(()) })?;
/// # Ok::<_, lambda_fn::Error>(())
/// ```
pub fn record<T>(value: T) -> RecordBuilder<T> {
    RecordBuilder { value, metadata: Metadata { id: "1".to_owned(), ..Metadata::default() } }
}

/// Builds a [`Record`]; see [`record`]. What is not said is `None`, as of a source that does not have it.
#[derive(Debug)]
#[must_use = "a handler takes what `build` makes"]
pub struct RecordBuilder<T> {
    value: T,
    metadata: Metadata,
}

impl<T> RecordBuilder<T> {
    /// The id under which the source knows the record. Default: `1`.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.metadata.id = id.into();
        self
    }

    /// The ARN of the queue, the stream (that of Firehose too), the topic of SNS, the bucket, or the cluster on Amazon MSK.
    pub fn source_arn(mut self, arn: impl Into<String>) -> Self {
        self.metadata.source_arn = Some(arn.into());
        self
    }

    /// SQS: how often the message has been received, this time included.
    pub fn receive_count(mut self, count: u32) -> Self {
        self.metadata.receive_count = Some(count);
        self
    }

    /// SQS FIFO: the message group.
    pub fn message_group(mut self, group: impl Into<String>) -> Self {
        self.metadata.message_group = Some(group.into());
        self
    }

    /// Kinesis, DynamoDB streams, SQS FIFO, S3: the place in the order of the source. It is the
    /// [`id`](RecordBuilder::id) too, of the two streams.
    pub fn sequence_number(mut self, number: impl Into<String>) -> Self {
        self.metadata.sequence_number = Some(number.into());
        self
    }

    /// Kinesis: the partition key.
    pub fn partition_key(mut self, key: impl Into<String>) -> Self {
        self.metadata.partition_key = Some(key.into());
        self
    }

    /// Kafka and SNS, in a queue too: the name of the topic.
    pub fn topic(mut self, topic: impl Into<String>) -> Self {
        self.metadata.topic = Some(topic.into());
        self
    }

    /// Kafka: the partition.
    pub fn partition(mut self, partition: i32) -> Self {
        self.metadata.partition = Some(partition);
        self
    }

    /// Kafka: the offset within the partition.
    pub fn offset(mut self, offset: i64) -> Self {
        self.metadata.offset = Some(offset);
        self
    }

    /// Kafka: the key.
    pub fn key(mut self, key: impl Into<Vec<u8>>) -> Self {
        self.metadata.key = Some(key.into().into());
        self
    }

    /// Kafka: a further header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.metadata.headers.push((name.into(), value.into()));
        self
    }

    /// When the record came to be, by its source.
    pub fn timestamp(mut self, time: SystemTime) -> Self {
        self.metadata.timestamp = Some(time);
        self
    }

    /// DynamoDB streams (`INSERT`), S3 (`ObjectCreated:Put`), EventBridge, in a queue too (`detail-type`).
    pub fn event_name(mut self, name: impl Into<String>) -> Self {
        self.metadata.event_name = Some(name.into());
        self
    }

    /// A further attribute, of the sender or of the services between: [`Record::attribute`] has their names.
    pub fn attribute(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.metadata.attributes.insert(name.into(), value.into());
        self
    }

    /// The record.
    #[must_use]
    pub fn build(self) -> Record<T> {
        Record::new(self.value, self.metadata)
    }
}

#[cfg(test)]
mod tests {
    use super::{SystemTime, record};

    #[test]
    fn all_that_is_said_is_in_the_record() {
        let record = record(7)
            .id("a")
            .source_arn("arn")
            .receive_count(2)
            .message_group("blue")
            .sequence_number("9")
            .partition_key("key")
            .topic("orders")
            .partition(3)
            .offset(4)
            .key("a")
            .header("trace", "1")
            .header("trace", "2")
            .timestamp(SystemTime::UNIX_EPOCH)
            .event_name("INSERT")
            .attribute("SentTimestamp", "1")
            .attribute("tier", "gold")
            .build();
        assert_eq!((*record, record.id(), record.source_arn()), (7, "a", Some("arn")));
        assert_eq!((record.receive_count(), record.message_group()), (Some(2), Some("blue")));
        assert_eq!((record.sequence_number(), record.partition_key()), (Some("9"), Some("key")));
        assert_eq!((record.topic(), record.partition(), record.offset()), (Some("orders"), Some(3), Some(4)));
        assert_eq!((record.key(), record.header("trace")), (Some(&b"a"[..]), Some(&b"2"[..])));
        assert_eq!((record.headers().count(), record.timestamp()), (2, Some(SystemTime::UNIX_EPOCH)));
        assert_eq!(record.event_name(), Some("INSERT"));
        assert_eq!((record.attribute("SentTimestamp"), record.attribute("tier")), (Some("1"), Some("gold")));
    }

    #[test]
    fn what_is_not_said_is_not_there() {
        let record = record(()).build();
        assert_eq!((record.id(), record.receive_count(), record.message_group()), ("1", None, None));
        assert_eq!((record.sequence_number(), record.attribute("tier")), (None, None));
    }
}
