//! x86.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(arch = "x86_64")]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
