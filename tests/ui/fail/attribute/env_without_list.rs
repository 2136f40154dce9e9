#[lambda_fn::lambda_fn(env)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
