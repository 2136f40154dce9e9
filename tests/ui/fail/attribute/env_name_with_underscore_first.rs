#[lambda_fn::lambda_fn(env(_TABLE = "orders"))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
