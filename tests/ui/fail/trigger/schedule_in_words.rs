#[lambda_fn::lambda_fn(schedule("every five minutes"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
