#[lambda_fn::lambda_fn(tags(team = "orders"))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
