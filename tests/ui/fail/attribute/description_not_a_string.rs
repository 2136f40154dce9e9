#[lambda_fn::lambda_fn(description = takes_orders)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
