#[lambda_fn::lambda_fn(early_timeout = "0.5s")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
