use lambda_runtime::{Error, LambdaEvent, run, service_fn};

#[cfg(feature = "logs")]
#[path = "../logs.rs"]
mod logs;
#[path = "../../../shared/greeting.rs"]
mod greeting;
use greeting::{Request, Response};

async fn function_handler(event: LambdaEvent<Request>) -> Result<Response, Error> {
    Ok(event.payload.greeting())
}

fn main() -> Result<(), Error> {
    #[cfg(feature = "logs")]
    logs::init();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(service_fn(function_handler)))
}
