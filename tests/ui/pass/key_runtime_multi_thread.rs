//! Several threads.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(runtime = "multi_thread")]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
