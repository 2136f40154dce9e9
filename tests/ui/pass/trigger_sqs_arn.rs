//! A queue by its ARN.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(sqs(queue = "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:orders", batch_size = 1))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
