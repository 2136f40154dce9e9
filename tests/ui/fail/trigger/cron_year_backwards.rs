#[lambda_fn::lambda_fn(schedule("cron(0 3 * * ? 2031-2030)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
