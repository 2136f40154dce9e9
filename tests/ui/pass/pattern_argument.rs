//! An event that is taken apart where it comes in.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Request {
    name: String,
}

#[lambda_fn]
async fn hello(Request { name }: Request) -> Result<String> {
    Ok(name)
}
