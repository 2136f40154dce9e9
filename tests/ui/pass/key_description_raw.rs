//! A description as a raw string.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(description = r"C:\hello")]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
