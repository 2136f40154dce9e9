//! The least memory.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(memory = 128)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
