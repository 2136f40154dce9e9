//! The event of the queue as a whole, in a struct of one's own.

use lambda_fn::{LambdaEvent, Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct SqsEvent {
    #[serde(rename = "Records")]
    records: Vec<serde::de::IgnoredAny>,
}

#[lambda_fn(sqs(queue = "orders", batch_size = 10))]
async fn count(event: LambdaEvent<SqsEvent>) -> Result<usize> {
    Ok(event.payload.records.len())
}
