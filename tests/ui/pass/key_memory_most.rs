//! The most memory.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(memory = 10_240)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
