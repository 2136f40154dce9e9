//! A topic.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(sns(topic = "arn:aws:sns:eu-central-1:123456789012:orders"))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
