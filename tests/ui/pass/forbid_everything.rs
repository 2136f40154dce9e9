//! The lints that people forbid, so that nothing can allow them; neither function waits for anything.

#![forbid(warnings, missing_docs, unsafe_code, clippy::all, clippy::pedantic)]

use lambda_fn::{Context, Result, lambda_fn};

async fn setup() -> Result<String> {
    Ok("Hello".to_owned())
}

/// Greets.
///
/// # Errors
/// Never.
#[lambda_fn(init = setup, early_timeout = "500ms")]
pub async fn hello(name: String, context: Context, greeting: &String) -> Result<String> {
    Ok(format!("{greeting}, {name}! This is {}.", context.request_id))
}
