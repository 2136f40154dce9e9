#[lambda_fn::lambda_fn(timeout = "16m")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
