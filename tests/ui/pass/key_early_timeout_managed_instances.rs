//! Cancels one of several handlers in flight in time.

#[lambda_fn::lambda_fn(managed_instances = true, early_timeout = "2s")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
