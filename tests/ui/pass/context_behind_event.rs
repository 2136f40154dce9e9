//! The context behind the event.

use lambda_fn::{Context, Result, lambda_fn};

#[lambda_fn]
async fn hello(name: String, context: Context) -> Result<String> {
    Ok(name + &context.request_id)
}
