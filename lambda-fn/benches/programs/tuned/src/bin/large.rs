use lambda_runtime::{Error, LambdaEvent, run, service_fn};

#[cfg(feature = "logs")]
#[path = "../logs.rs"]
mod logs;
#[path = "../../../shared/order_batch.rs"]
mod order_batch;
use order_batch::{OrderBatch, Summary};

async fn function_handler(event: LambdaEvent<OrderBatch>) -> Result<Summary, Error> {
    Ok(event.payload.summary())
}

fn main() -> Result<(), Error> {
    #[cfg(feature = "logs")]
    logs::init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(service_fn(function_handler)))
}
