#[lambda_fn::lambda_fn(schedule("cron(0 3 *,15 * ? *)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
