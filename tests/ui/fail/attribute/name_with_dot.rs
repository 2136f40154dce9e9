#[lambda_fn::lambda_fn(name = "orders.v2")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
