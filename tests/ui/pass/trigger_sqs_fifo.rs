//! A FIFO queue, whose batches have at most ten messages and no window.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: u64,
}

#[lambda_fn(sqs(queue = "orders.fifo", batch_size = 10, batching_window = 0))]
async fn order(order: Order) -> Result<u64> {
    Ok(order.id)
}
