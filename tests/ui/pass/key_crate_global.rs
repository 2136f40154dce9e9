//! The crate by its global path.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(crate = ::lambda_fn)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
