#[lambda_fn::lambda_fn(colour = "red")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
