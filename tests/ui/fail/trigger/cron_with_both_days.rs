#[lambda_fn::lambda_fn(schedule("cron(0 3 1 * MON *)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
