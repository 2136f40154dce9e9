//! The borrowed context behind the event.

use lambda_fn::{Context, Result, lambda_fn};

#[lambda_fn]
async fn hello(name: &str, context: &Context) -> Result<String> {
    Ok(name.to_owned() + &context.request_id)
}
