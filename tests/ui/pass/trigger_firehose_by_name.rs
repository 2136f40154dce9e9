//! A stream that has its records transformed, by its name.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(firehose(stream = "clicks"))]
async fn order(order: Order) -> Result<Option<String>> {
    Ok(Some(order.id))
}
