//! A bucket with all its keys.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(s3(bucket = "my.reports-2026", events = ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"], prefix = "in/", suffix = ".csv"))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
