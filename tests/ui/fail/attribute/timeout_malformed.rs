#[lambda_fn::lambda_fn(timeout = "half a minute")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
