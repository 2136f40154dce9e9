#[lambda_fn::lambda_fn(schedule("rate(5 minutes)", "rate(1 hour)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
