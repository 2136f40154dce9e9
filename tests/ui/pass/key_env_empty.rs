//! An empty environment.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(env())]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
