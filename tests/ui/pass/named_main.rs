//! A handler called `main`.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn main(name: String) -> Result<String> {
    Ok(name)
}
