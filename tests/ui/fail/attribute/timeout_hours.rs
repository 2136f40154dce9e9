#[lambda_fn::lambda_fn(timeout = "1h")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
