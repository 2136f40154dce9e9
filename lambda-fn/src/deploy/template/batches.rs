//! Streams and topics that Lambda reads in batches.

use std::time::Duration;

use super::arn::{arn, is_arn, resource};
use super::names::logical_id;
use super::parts::{Parts, claim, number};
use crate::deploy::node::{Entry, Node};
use crate::deploy::polled::Polled;
use crate::trigger::{DynamoDb, Kafka, Kinesis};

pub(crate) const TABLE_STREAM: &str = "TableStreamArn";
pub(crate) const KAFKA_CLUSTER: &str = "KafkaClusterArn";

/// How the descriptions of the parameters begin.
pub(crate) const PARAMETERS: [&str; 2] =
    ["The ARN of the stream of the DynamoDB table ", "The ARN of the Amazon MSK cluster with the topic "];

pub(crate) fn kinesis(kinesis: &Kinesis, parts: &mut Parts) {
    let path = resource(kinesis.stream);
    // also that of a consumer: `stream/NAME/consumer/NAME:TIME`
    let name = path.trim_start_matches("stream/").split('/').next().unwrap_or(path);
    parts.policy("KinesisStreamReadPolicy", vec![Entry::text("StreamName", name)]);
    let polled = Polled::from(kinesis);
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
            let description = format!("{}{name}", PARAMETERS[0]);
            Node::reference(parts.parameter(&format!("{id}{TABLE_STREAM}"), description))
        }
    };
    let policy = vec![Entry::text("TableName", name), Entry::text("StreamName", "*")];
    parts.policy("DynamoDBStreamReadPolicy", policy);
    let polled = Polled::from(dynamodb);
    let properties = polled.properties(stream, parts);
    parts.event(&format!("{id}Table"), "DynamoDB", properties);
}

pub(crate) fn kafka(kafka: &Kafka, parts: &mut Parts) {
    let id = logical_id(kafka.topic);
    let cluster = match kafka.cluster {
        Some(cluster) => Node::text(cluster),
        None => {
            let description = format!("{}{}", PARAMETERS[1], kafka.topic);
            Node::reference(parts.parameter(&format!("{id}{KAFKA_CLUSTER}"), description))
        }
    };
    let polled = Polled::from(kafka);
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

impl Polled {
    fn properties(&self, stream: Node, parts: &mut Parts) -> Vec<Entry> {
        let position =
            Entry::text("StartingPosition", self.starting_position()).claim(claim(!self.is_from_the_start()));
        // the attribute does not name what a parameter stands for
        let is_named = !matches!(stream, Node::Call("!Ref", _));
        let stream = Entry::new("Stream", stream).claim(claim(is_named));
        let mut properties = vec![stream, position];
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
            let destination = super::failures::destination(parts);
            properties.push(destination.comment("what is tried no more is put aside"));
        }
        properties
    }
}

fn window(window: Option<Duration>) -> Option<Entry> {
    number("MaximumBatchingWindowInSeconds", window.map(|window| window.as_secs()))
}
