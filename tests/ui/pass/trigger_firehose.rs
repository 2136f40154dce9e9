//! A stream that has its records transformed, for as long as it waits.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: u64,
}

#[lambda_fn(firehose, timeout = "5m")]
async fn order(order: Order) -> Result<u64> {
    Ok(order.id)
}
