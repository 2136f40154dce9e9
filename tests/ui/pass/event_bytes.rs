//! Borrowed bytes as the event.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello(bytes: &[u8]) -> Result<usize> {
    Ok(bytes.len())
}
