#[lambda_fn::lambda_fn(managed_instances)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
