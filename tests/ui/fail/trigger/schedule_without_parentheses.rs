#[lambda_fn::lambda_fn(schedule = "rate(5 minutes)")]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
