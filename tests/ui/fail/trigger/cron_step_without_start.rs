#[lambda_fn::lambda_fn(schedule("cron(/15 * * * ? *)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
