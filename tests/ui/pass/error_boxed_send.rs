//! A boxed error that may be sent.

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    Err(name.into())
}
