//! A public handler called `main`.

use lambda_fn::{Result, lambda_fn};

/// Says hello.
#[lambda_fn]
pub async fn main(name: String) -> Result<String> {
    Ok(name)
}
