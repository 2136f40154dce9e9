//! A queue with all its keys.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(sqs(
    queue = "orders",
    batch_size = 10_000,
    batching_window = 300,
    maximum_concurrency = 1000,
    envelope = "sns"
))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
