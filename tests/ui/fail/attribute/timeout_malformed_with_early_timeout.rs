#[lambda_fn::lambda_fn(timeout = "10 s", early_timeout = "4s")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
