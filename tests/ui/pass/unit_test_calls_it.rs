//! The handler stays a function that other code calls.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello(name: String) -> Result<String> {
    match name.as_str() {
        "" => Box::pin(hello("world".to_owned())).await,
        _ => Ok(name),
    }
}
