#[lambda_fn::lambda_fn(schedule("rate(30 seconds)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
