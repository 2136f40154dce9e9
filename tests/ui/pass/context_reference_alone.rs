//! The borrowed context, without an event.

use lambda_fn::{Context, Result, lambda_fn};

#[lambda_fn]
async fn hello(context: &Context) -> Result<String> {
    Ok(context.request_id.clone())
}
