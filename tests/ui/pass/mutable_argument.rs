//! An event that the handler changes.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello(mut name: String) -> Result<String> {
    name.insert_str(0, "Hello, ");
    Ok(name)
}
