//! Events of EventBridge that come through a queue.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(sqs(queue = "orders", batch_size = 11, batching_window = "1s", envelope = "eventbridge",))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
