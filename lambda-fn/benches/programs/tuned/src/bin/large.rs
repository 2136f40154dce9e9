use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde_json::value::RawValue;

#[cfg(feature = "logs")]
#[path = "../logs.rs"]
mod logs;
#[path = "../../../shared/order_batch.rs"]
mod order_batch;
#[path = "../../../shared/on_this_thread.rs"]
mod on_this_thread;
use on_this_thread::on_this_thread;
use order_batch::{OrderBatch, Summary};

/// By itself, `lambda_runtime` would keep the path of every key as it decodes.
async fn function_handler(event: LambdaEvent<Box<RawValue>>) -> Result<Summary, Error> {
    let batch: OrderBatch = serde_json::from_str(event.payload.get())?;
    Ok(batch.summary())
}

fn main() -> Result<(), Error> {
    #[cfg(feature = "logs")]
    logs::init();
    on_this_thread(run(service_fn(function_handler)))
}
