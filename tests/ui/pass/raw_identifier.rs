//! A handler whose name is a keyword.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn r#match(r#type: String) -> Result<String> {
    Ok(r#type)
}
