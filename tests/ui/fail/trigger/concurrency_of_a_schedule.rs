#[lambda_fn::lambda_fn(schedule("rate(1 day)"), concurrency = 8)]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
