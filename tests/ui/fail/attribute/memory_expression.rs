#[lambda_fn::lambda_fn(memory = 2 * 128)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
