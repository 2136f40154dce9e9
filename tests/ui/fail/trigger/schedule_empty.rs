#[lambda_fn::lambda_fn(schedule())]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
