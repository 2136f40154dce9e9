//! The smallest function: an event in, a response out.

use lambda_fn::{Result, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Request {
    name: String,
}

#[derive(Serialize)]
struct Response {
    message: String,
}

#[lambda_fn]
async fn hello(request: Request) -> Result<Response> {
    Ok(Response { message: format!("Hello, {}!", request.name) })
}
