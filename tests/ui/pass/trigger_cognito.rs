//! A step that Cognito waits for, five seconds at most.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: u64,
}

#[lambda_fn(cognito("PreSignUp"), timeout = 5)]
async fn order(order: Order) -> Result<u64> {
    Ok(order.id)
}
