//! A step that Cognito waits for, five seconds at most.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(cognito("PreSignUp"), timeout = 5)]
async fn order(order: Order) -> Result<String> {
    Ok(order.id)
}
