//! Parentheses with nothing in them.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn()]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
