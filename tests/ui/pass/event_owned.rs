//! An event that owns what it holds.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Request {
    name: String,
}

#[lambda_fn]
async fn hello(request: Request) -> Result<String> {
    Ok(request.name)
}
