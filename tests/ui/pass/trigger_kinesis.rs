//! A stream with all its keys.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(kinesis(stream = "clicks", batch_size = 10_000, batching_window = 5, starting_position = "LATEST", bisect_on_error = true, parallelization_factor = 10, maximum_retry_attempts = -1, maximum_record_age = "1m"))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
