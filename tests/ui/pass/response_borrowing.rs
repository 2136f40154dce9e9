//! A response that borrows from the event.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello(name: &str) -> Result<&str> {
    Ok(name)
}
