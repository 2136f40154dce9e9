#[lambda_fn::lambda_fn(shutdown = close)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
