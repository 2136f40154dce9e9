#[lambda_fn::lambda_fn(timeout = "")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
