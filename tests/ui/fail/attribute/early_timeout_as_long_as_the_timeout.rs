#[lambda_fn::lambda_fn(timeout = 30, early_timeout = "30s")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
