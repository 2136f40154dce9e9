#[lambda_fn::lambda_fn(timeout = 0)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
