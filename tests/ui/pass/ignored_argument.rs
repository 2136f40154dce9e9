//! An event that is decoded, and not looked at.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello(_: String) -> Result<()> {
    Ok(())
}
