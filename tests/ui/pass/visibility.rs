//! A handler that the whole crate may call.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
pub(crate) async fn hello(name: String) -> Result<String> {
    Ok(name)
}
