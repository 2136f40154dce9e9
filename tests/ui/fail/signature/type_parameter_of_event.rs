#[lambda_fn::lambda_fn]
async fn hello<T: serde::de::DeserializeOwned>(_event: T) -> lambda_fn::Result<()> {
    Ok(())
}
