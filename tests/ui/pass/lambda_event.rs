//! The event of `lambda_runtime`.

use lambda_fn::{LambdaEvent, Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Request {
    name: String,
}

#[lambda_fn]
async fn hello(event: LambdaEvent<Request>) -> Result<String> {
    Ok(event.payload.name + &event.context.request_id)
}
