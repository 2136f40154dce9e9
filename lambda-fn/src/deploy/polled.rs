//! What streams and topics have in common, however it is written down.

use std::time::Duration;

use crate::trigger::{DynamoDb, Kafka, Kinesis, StartingPosition};

pub(super) struct Polled {
    pub(super) batch_size: Option<u32>,
    pub(super) batching_window: Option<Duration>,
    starting_position: StartingPosition,
    pub(super) bisect_on_error: bool,
    pub(super) parallelization_factor: Option<u32>,
    pub(super) maximum_retry_attempts: Option<i32>,
    pub(super) maximum_record_age: Option<Duration>,
    pub(super) report_batch_item_failures: bool,
}

impl Polled {
    /// As AWS names it.
    pub(super) fn starting_position(&self) -> &'static str {
        match self.starting_position {
            StartingPosition::TrimHorizon => "TRIM_HORIZON",
            StartingPosition::Latest => "LATEST",
        }
    }

    /// Whether reading starts at what is there already, as it does where the attribute says nothing.
    pub(super) fn is_from_the_start(&self) -> bool {
        self.starting_position == StartingPosition::TrimHorizon
    }

    /// Whether a batch that fails is dropped before its records expire.
    pub(super) fn gives_up(&self) -> bool {
        self.maximum_retry_attempts.is_some_and(|attempts| attempts >= 0) || self.maximum_record_age.is_some()
    }
}

impl From<&Kinesis> for Polled {
    fn from(kinesis: &Kinesis) -> Self {
        Self {
            batch_size: kinesis.batch_size,
            batching_window: kinesis.batching_window,
            starting_position: kinesis.starting_position,
            bisect_on_error: kinesis.bisect_on_error,
            parallelization_factor: kinesis.parallelization_factor,
            maximum_retry_attempts: kinesis.maximum_retry_attempts,
            maximum_record_age: kinesis.maximum_record_age,
            report_batch_item_failures: kinesis.report_batch_item_failures,
        }
    }
}

impl From<&DynamoDb> for Polled {
    fn from(dynamodb: &DynamoDb) -> Self {
        Self {
            batch_size: dynamodb.batch_size,
            batching_window: dynamodb.batching_window,
            starting_position: dynamodb.starting_position,
            bisect_on_error: dynamodb.bisect_on_error,
            parallelization_factor: dynamodb.parallelization_factor,
            maximum_retry_attempts: dynamodb.maximum_retry_attempts,
            maximum_record_age: dynamodb.maximum_record_age,
            report_batch_item_failures: dynamodb.report_batch_item_failures,
        }
    }
}

impl From<&Kafka> for Polled {
    fn from(kafka: &Kafka) -> Self {
        Self {
            batch_size: kafka.batch_size,
            batching_window: kafka.batching_window,
            starting_position: kafka.starting_position,
            bisect_on_error: kafka.bisect_on_error,
            parallelization_factor: None,
            maximum_retry_attempts: kafka.maximum_retry_attempts,
            maximum_record_age: kafka.maximum_record_age,
            report_batch_item_failures: kafka.report_batch_item_failures,
        }
    }
}
