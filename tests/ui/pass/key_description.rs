//! A description.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(description = "says \"hello\"")]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
