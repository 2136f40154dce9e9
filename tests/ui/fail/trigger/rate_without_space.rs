#[lambda_fn::lambda_fn(schedule("rate(5minutes)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
