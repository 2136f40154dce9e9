#[lambda_fn::lambda_fn(tracing = 0)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
