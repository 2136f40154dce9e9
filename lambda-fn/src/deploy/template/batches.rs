//! Streams and topics that Lambda reads in batches.

use std::time::Duration;

use super::arn::{arn, is_arn, resource};
use super::names::logical_id;
use super::parts::{Parts, number};
use crate::deploy::node::{Entry, Node};
use crate::trigger::{DynamoDb, Kafka, Kinesis, StartingPosition};

pub(crate) fn kinesis(kinesis: &Kinesis, parts: &mut Parts) {
    let path = resource(kinesis.stream);
    // also that of a consumer: `stream/NAME/consumer/NAME:TIME`
    let name = path.trim_start_matches("stream/").split('/').next().unwrap_or(path);
    parts.policy("KinesisStreamReadPolicy", vec![Entry::text("StreamName", name)]);
    let polled = Polled {
        batch_size: kinesis.batch_size,
        batching_window: kinesis.batching_window,
        starting_position: kinesis.starting_position,
        bisect_on_error: kinesis.bisect_on_error,
        parallelization_factor: kinesis.parallelization_factor,
        maximum_retry_attempts: kinesis.maximum_retry_attempts,
        maximum_record_age: kinesis.maximum_record_age,
        report_batch_item_failures: kinesis.report_batch_item_failures,
    };
    let stream = arn("kinesis", "stream/", kinesis.stream);
    let properties = polled.properties(stream, parts);
    parts.event(&format!("{}Stream", logical_id(name)), "Kinesis", properties);
}

/// The ARN of a table's stream has the time in it at which the stream was made: it does not follow from the name.
pub(crate) fn dynamodb(dynamodb: &DynamoDb, parts: &mut Parts) {
    let path = resource(dynamodb.table);
    let name = path.trim_start_matches("table/").split('/').next().unwrap_or(path);
    let id = logical_id(name);
    let stream = match is_arn(dynamodb.table) && path.contains("/stream/") {
        true => Node::text(dynamodb.table),
        false => {
            let description = format!("The ARN of the stream of the DynamoDB table {name}");
            Node::reference(parts.parameter(&format!("{id}TableStreamArn"), description))
        }
    };
    let policy = vec![Entry::text("TableName", name), Entry::text("StreamName", "*")];
    parts.policy("DynamoDBStreamReadPolicy", policy);
    let polled = Polled {
        batch_size: dynamodb.batch_size,
        batching_window: dynamodb.batching_window,
        starting_position: dynamodb.starting_position,
        bisect_on_error: dynamodb.bisect_on_error,
        parallelization_factor: dynamodb.parallelization_factor,
        maximum_retry_attempts: dynamodb.maximum_retry_attempts,
        maximum_record_age: dynamodb.maximum_record_age,
        report_batch_item_failures: dynamodb.report_batch_item_failures,
    };
    let properties = polled.properties(stream, parts);
    parts.event(&format!("{id}Table"), "DynamoDB", properties);
}

pub(crate) fn kafka(kafka: &Kafka, parts: &mut Parts) {
    let id = logical_id(kafka.topic);
    let cluster = match kafka.cluster {
        Some(cluster) => Node::text(cluster),
        None => {
            let description = format!("The ARN of the Amazon MSK cluster with the topic {}", kafka.topic);
            Node::reference(parts.parameter(&format!("{id}KafkaClusterArn"), description))
        }
    };
    let polled = Polled {
        batch_size: kafka.batch_size,
        batching_window: kafka.batching_window,
        starting_position: kafka.starting_position,
        bisect_on_error: kafka.bisect_on_error,
        parallelization_factor: None,
        maximum_retry_attempts: kafka.maximum_retry_attempts,
        maximum_record_age: kafka.maximum_record_age,
        report_batch_item_failures: kafka.report_batch_item_failures,
    };
    let mut properties = polled.properties(cluster, parts);
    properties.insert(1, Entry::new("Topics", Node::texts([kafka.topic])));
    let pollers = [number("MinimumPollers", kafka.minimum_pollers), number("MaximumPollers", kafka.maximum_pollers)];
    let pollers: Vec<_> = pollers.into_iter().flatten().collect();
    if !pollers.is_empty() {
        properties.push(Entry::map("ProvisionedPollerConfig", pollers));
    }
    parts.event(&format!("{id}Kafka"), "MSK", properties);
}

pub(crate) fn report_batch_item_failures() -> Entry {
    let entry = Entry::new("FunctionResponseTypes", Node::texts(["ReportBatchItemFailures"]));
    entry.comment("the function says which records have failed")
}

/// What streams and topics have in common.
struct Polled {
    batch_size: Option<u32>,
    batching_window: Option<Duration>,
    starting_position: StartingPosition,
    bisect_on_error: bool,
    parallelization_factor: Option<u32>,
    maximum_retry_attempts: Option<i32>,
    maximum_record_age: Option<Duration>,
    report_batch_item_failures: bool,
}

impl Polled {
    fn properties(&self, stream: Node, parts: &mut Parts) -> Vec<Entry> {
        let mut properties = vec![Entry::new("Stream", stream), starting_position(self.starting_position)];
        properties.extend(number("BatchSize", self.batch_size));
        properties.extend(window(self.batching_window));
        if self.bisect_on_error {
            properties.push(Entry::new("BisectBatchOnFunctionError", Node::number(true)));
        }
        properties.extend(number("ParallelizationFactor", self.parallelization_factor));
        properties.extend(number("MaximumRetryAttempts", self.maximum_retry_attempts));
        let age = self.maximum_record_age.map(|age| age.as_secs());
        properties.extend(number("MaximumRecordAgeInSeconds", age));
        if self.report_batch_item_failures {
            properties.push(report_batch_item_failures());
        }
        if self.gives_up() {
            parts.gives_up = true;
            let destination = super::failures::destination(parts);
            properties.push(destination.comment("what is tried no more is put aside"));
        }
        properties
    }

    /// Whether a batch that fails is dropped before its records expire.
    fn gives_up(&self) -> bool {
        self.maximum_retry_attempts.is_some_and(|attempts| attempts >= 0) || self.maximum_record_age.is_some()
    }
}

fn window(window: Option<Duration>) -> Option<Entry> {
    number("MaximumBatchingWindowInSeconds", window.map(|window| window.as_secs()))
}

fn starting_position(position: StartingPosition) -> Entry {
    let name = match position {
        StartingPosition::TrimHorizon => "TRIM_HORIZON",
        StartingPosition::Latest => "LATEST",
    };
    Entry::text("StartingPosition", name)
}
