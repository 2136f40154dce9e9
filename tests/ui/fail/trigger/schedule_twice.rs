#[lambda_fn::lambda_fn(schedule("rate(1 day)"), schedule("rate(1 day)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
