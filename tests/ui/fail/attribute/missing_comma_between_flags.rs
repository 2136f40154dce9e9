#[lambda_fn::lambda_fn(tracing = false managed_instances = true)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
