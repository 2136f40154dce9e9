//! Own types under names that decide, said which way they are meant.

use lambda_fn::{Record, Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Value {
    id: String,
}

#[lambda_fn(sqs(queue = "orders"))]
async fn order(order: Record<Value>) -> Result<()> {
    drop(order.into_value().id);
    Ok(())
}
