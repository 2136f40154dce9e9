#[lambda_fn::lambda_fn(early_timout = "1s")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
