//! Queues of one kind and envelope.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(sqs(queue = "orders", envelope = "sns"), sqs(queue = "returns", envelope = "sns", batch_size = 5))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
