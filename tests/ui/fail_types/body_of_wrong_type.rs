#[lambda_fn::lambda_fn]
async fn hello(_name: String) -> lambda_fn::Result<String> {
    Ok(42)
}
