#[lambda_fn::lambda_fn(env(AWS_REGION = "eu-central-1"))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
