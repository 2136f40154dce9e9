#[lambda_fn::lambda_fn]
async fn hello(name: impl Into<String>) -> lambda_fn::Result<String> {
    Ok(name.into())
}
