#[lambda_fn::lambda_fn]
async fn hello<const N: usize>(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
