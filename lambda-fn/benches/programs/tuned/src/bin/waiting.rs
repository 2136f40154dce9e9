use std::time::Duration;

use lambda_runtime::{Error, LambdaEvent, run_concurrent, service_fn};

#[path = "../logs.rs"]
mod logs;
#[path = "../../../shared/greeting.rs"]
mod greeting;
use greeting::{Request, Response};

async fn function_handler(event: LambdaEvent<Request>) -> Result<Response, Error> {
    tokio::time::sleep(Duration::from_millis(10)).await;
    Ok(event.payload.greeting())
}

fn main() -> Result<(), Error> {
    logs::init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run_concurrent(service_fn(function_handler)))
}
