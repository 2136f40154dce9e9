#[lambda_fn::lambda_fn(runtime = "tokio")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
