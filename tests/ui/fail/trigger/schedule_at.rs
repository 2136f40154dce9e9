#[lambda_fn::lambda_fn(schedule("at(2030-01-01T00:00:00)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
