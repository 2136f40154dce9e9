//! A FIFO queue, whose batches have at most ten messages and no window.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(sqs(queue = "orders.fifo", batch_size = 10, batching_window = 0))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
