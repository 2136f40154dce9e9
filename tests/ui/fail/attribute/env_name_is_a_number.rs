#[lambda_fn::lambda_fn(env(1 = "one"))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
