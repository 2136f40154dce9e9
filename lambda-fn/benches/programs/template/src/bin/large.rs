use lambda_runtime::{Error, LambdaEvent, run, service_fn, tracing};

#[path = "../../../shared/order_batch.rs"]
mod order_batch;
use order_batch::{OrderBatch, Summary};

async fn function_handler(event: LambdaEvent<OrderBatch>) -> Result<Summary, Error> {
    Ok(event.payload.summary())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    tracing::init_default_subscriber();

    run(service_fn(function_handler)).await
}
