#[lambda_fn::lambda_fn(tracing = "off")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
