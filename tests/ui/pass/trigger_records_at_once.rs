//! Records side by side, with time kept back before the deadline.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: u64,
}

#[lambda_fn(sqs(queue = "orders"), concurrency = 1000, reserve = "1999ms", timeout = 2)]
async fn order(order: Order) -> Result<u64> {
    Ok(order.id)
}
