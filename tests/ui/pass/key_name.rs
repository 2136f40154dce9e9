//! A name that is not the handler's.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(name = "Orders_v-2")]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
