//! A stream that has its records transformed, by its name.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: u64,
}

#[lambda_fn(firehose(stream = "clicks"))]
async fn order(order: Order) -> Result<u64> {
    Ok(order.id)
}
