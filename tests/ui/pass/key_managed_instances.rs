//! Several events at once.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(managed_instances = true)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
