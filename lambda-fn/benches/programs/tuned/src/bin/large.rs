use lambda_runtime::{Error, LambdaEvent, run, service_fn};

#[cfg(feature = "logs")]
#[path = "../logs.rs"]
mod logs;
#[path = "../../../shared/order_batch.rs"]
mod order_batch;
#[path = "../../../shared/on_this_thread.rs"]
mod on_this_thread;
use order_batch::{OrderBatch, Summary};
use on_this_thread::on_this_thread;

async fn function_handler(event: LambdaEvent<OrderBatch>) -> Result<Summary, Error> {
    Ok(event.payload.summary())
}

fn main() -> Result<(), Error> {
    #[cfg(feature = "logs")]
    logs::init();
    on_this_thread(run(service_fn(function_handler)))
}
