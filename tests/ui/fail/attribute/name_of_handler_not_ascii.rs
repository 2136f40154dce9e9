#[lambda_fn::lambda_fn]
async fn größe() -> lambda_fn::Result<()> {
    Ok(())
}
