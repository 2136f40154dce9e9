//! An event that borrows from the payload.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Request<'a> {
    name: &'a str,
}

#[lambda_fn]
async fn hello(request: Request<'_>) -> Result<String> {
    Ok(request.name.to_owned())
}
