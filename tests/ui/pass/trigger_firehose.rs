//! A stream that has its records transformed, for as long as it waits.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(firehose, timeout = "5m")]
async fn order(order: Order) -> Result<Option<String>> {
    Ok(Some(order.id))
}
