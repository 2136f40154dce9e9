//! Cancels a handler in time.

#[lambda_fn::lambda_fn(timeout = 30, early_timeout = "1500ms")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
