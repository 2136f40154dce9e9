//! A bucket with one event.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(s3(bucket = "arn:aws:s3:::reports", events = "s3:ObjectRestore:Completed"))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
