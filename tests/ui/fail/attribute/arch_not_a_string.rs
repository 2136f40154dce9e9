#[lambda_fn::lambda_fn(arch = arm64)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
