//! HTTP: error boxed.

use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn hello() -> Result<&'static str, Box<dyn std::error::Error + Send + Sync>> {
    Err("broken".into())
}
