#[lambda_fn::lambda_fn(schedule("rate(1 day)"), timezone = "Europe/Rome")]
async fn nightly() -> lambda_fn::Result<()> {
    Ok(())
}
