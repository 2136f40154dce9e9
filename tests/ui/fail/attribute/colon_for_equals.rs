#[lambda_fn::lambda_fn(memory: 256)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
