//! A step that Cognito does not wait for.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(cognito("CustomSMSSender"), timeout = 60)]
async fn order(order: Order) -> Result<String> {
    Ok(order.id)
}
