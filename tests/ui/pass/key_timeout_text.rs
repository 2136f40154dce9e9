//! A timeout with its unit.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(timeout = "1s")]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
