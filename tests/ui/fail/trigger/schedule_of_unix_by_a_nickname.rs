#[lambda_fn::lambda_fn(schedule("@daily"))]
async fn nightly() -> lambda_fn::Result<()> {
    Ok(())
}
