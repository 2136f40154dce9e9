#[lambda_fn::lambda_fn(schedule("0 3 * * 1-5"))]
async fn nightly() -> lambda_fn::Result<()> {
    Ok(())
}
