//! A timeout in seconds.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(timeout = 900)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
