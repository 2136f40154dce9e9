//! A log group with a filter.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: u64,
}

#[lambda_fn(cloudwatch_logs(group = "/aws/lambda/orders", filter = "ERROR"))]
async fn order(order: Order) -> Result<u64> {
    Ok(order.id)
}
