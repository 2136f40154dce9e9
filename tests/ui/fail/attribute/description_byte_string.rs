#[lambda_fn::lambda_fn(description = b"takes orders")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
