#[lambda_fn::lambda_fn(memory = 256,, timeout = 30)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
