//! A public handler.

use lambda_fn::{Result, lambda_fn};

/// Says hello.
///
/// # Errors
/// Never.
#[lambda_fn]
pub async fn hello(name: String) -> Result<String> {
    Ok(name)
}
