#[lambda_fn::lambda_fn(schedule("cron(60 3 * * ? *)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
