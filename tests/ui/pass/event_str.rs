//! A borrowed string as the event.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello(name: &str) -> Result<String> {
    Ok(name.to_owned())
}
