use lambda_runtime::{Error, LambdaEvent, run, service_fn, tracing};

#[path = "../../../shared/greeting.rs"]
mod greeting;
use greeting::{Request, Response};

async fn function_handler(event: LambdaEvent<Request>) -> Result<Response, Error> {
    Ok(event.payload.greeting())
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    tracing::init_default_subscriber();

    run(service_fn(function_handler)).await
}
