#[lambda_fn::lambda_fn(schedule("rate(1 minutes)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
