//! The environment.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(env(TABLE = "orders", r#type = "a", STAGE = "",))]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
