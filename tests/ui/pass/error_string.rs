//! A text as the error.

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Result<(), String> {
    Err(name)
}
