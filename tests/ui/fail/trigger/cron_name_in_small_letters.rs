#[lambda_fn::lambda_fn(schedule("cron(0 3 ? * mon-fri *)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
