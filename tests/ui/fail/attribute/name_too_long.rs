#[lambda_fn::lambda_fn(name = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
