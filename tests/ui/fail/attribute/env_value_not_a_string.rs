#[lambda_fn::lambda_fn(env(LIMIT = 10))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
