#[lambda_fn::lambda_fn(env(TABLE = "orders") timeout = 30)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
