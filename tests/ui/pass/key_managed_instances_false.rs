//! One event at a time, written out.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(managed_instances = false)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
