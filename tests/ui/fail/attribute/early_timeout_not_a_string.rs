#[lambda_fn::lambda_fn(early_timeout = 500)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
