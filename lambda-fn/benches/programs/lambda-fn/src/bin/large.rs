use lambda_fn::{Result, lambda_fn};

#[path = "../../../shared/order_batch.rs"]
mod order_batch;
use order_batch::{OrderBatch, Summary};

#[lambda_fn]
async fn handler(event: OrderBatch) -> Result<Summary> {
    Ok(event.summary())
}
