//! A response whose type is not named.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello(name: String) -> Result<impl serde::Serialize> {
    Ok(name)
}
