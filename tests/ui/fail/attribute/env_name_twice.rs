#[lambda_fn::lambda_fn(env(TABLE = "orders", TABLE = "customers"))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
