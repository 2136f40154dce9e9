#[lambda_fn::lambda_fn(env(GRÖSSE = "1"))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
