//! The subscriber, written out.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(tracing = true)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
