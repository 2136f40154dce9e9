//! A topic with all its keys, and the longest timeout that it allows.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(
    kafka(
        topic = "orders",
        cluster = "arn:aws:kafka:eu-central-1:123456789012:cluster/main/a1-2",
        batch_size = 500,
        batching_window = 1,
        starting_position = "LATEST",
        minimum_pollers = 2,
        maximum_pollers = 2,
        bisect_on_error = true,
        maximum_retry_attempts = 3,
        maximum_record_age = "60m"
    ),
    timeout = 840
)]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
