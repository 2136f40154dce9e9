//! Neither event nor context.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello() -> Result<()> {
    Ok(())
}
