//! The event `null`.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello((): ()) -> Result<()> {
    Ok(())
}
