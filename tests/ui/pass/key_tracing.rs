//! No subscriber.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(tracing = false)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
