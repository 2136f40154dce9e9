#[lambda_fn::lambda_fn(name = "")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
