#[lambda_fn::lambda_fn(schedule(expression = "rate(5 minutes)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
