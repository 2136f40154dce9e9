//! A handler whose name has underscores at both ends.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn _hello_(name: String) -> Result<String> {
    Ok(name)
}
