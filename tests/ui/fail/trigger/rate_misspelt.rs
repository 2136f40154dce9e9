#[lambda_fn::lambda_fn(schedule("rate(5 mintues)"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
