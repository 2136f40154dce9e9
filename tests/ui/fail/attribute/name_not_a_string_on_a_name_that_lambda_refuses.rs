#[lambda_fn::lambda_fn(name = 5)]
async fn größe(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
