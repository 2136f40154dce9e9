#[lambda_fn::lambda_fn(memory = 127)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
