#[lambda_fn::lambda_fn]
async fn hello<T>(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
