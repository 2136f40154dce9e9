#[lambda_fn::lambda_fn(memory = 256MB)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
