//! The context, by its full path.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello(name: String, context: &::lambda_fn::Context) -> Result<String> {
    Ok(name + &context.request_id)
}
