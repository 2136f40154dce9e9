//! The default runtime, written out.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(runtime = "current_thread")]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
