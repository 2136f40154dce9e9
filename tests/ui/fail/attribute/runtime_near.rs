#[lambda_fn::lambda_fn(runtime = "multi-thread")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
