//! A table with all its keys.

use lambda_fn::{Change, Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(dynamodb(
    table = "customers",
    batch_size = 1,
    batching_window = "5m",
    starting_position = "TRIM_HORIZON",
    bisect_on_error = false,
    parallelization_factor = 1,
    maximum_retry_attempts = 10_000,
    maximum_record_age = 604_800
))]
async fn order(order: Change<Order>) -> Result<()> {
    drop(order.new.map(|order| order.id));
    Ok(())
}
