#[lambda_fn::lambda_fn(env(TABLE = "orders"), env(STAGE = "prod"))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
