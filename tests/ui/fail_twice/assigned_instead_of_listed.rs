#[lambda_fn::lambda_fn = "hello"]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
