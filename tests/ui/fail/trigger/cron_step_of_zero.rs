#[lambda_fn::lambda_fn(schedule("cron(0/0 * * * ? *)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
