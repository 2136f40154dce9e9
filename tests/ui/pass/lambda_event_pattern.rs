//! The event of `lambda_runtime`, taken apart.

use lambda_fn::{Context, LambdaEvent, Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Request {
    name: String,
}

#[lambda_fn]
async fn hello(
    LambdaEvent { payload, context: Context { request_id, .. }, .. }: LambdaEvent<Request>,
) -> Result<String> {
    Ok(payload.name + &request_id)
}
