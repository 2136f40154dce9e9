//! The event of the queue as a whole.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct SqsEvent {
    #[serde(rename = "Records")]
    records: Vec<serde::de::IgnoredAny>,
}

#[lambda_fn(sqs(queue = "orders", batch_size = 10))]
async fn count(event: SqsEvent) -> Result<usize> {
    Ok(event.records.len())
}
