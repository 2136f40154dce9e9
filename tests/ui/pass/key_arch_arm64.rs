//! ARM.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(arch = "arm64")]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
