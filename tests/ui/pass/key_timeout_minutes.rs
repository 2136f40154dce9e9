//! The longest timeout.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(timeout = "15m")]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
