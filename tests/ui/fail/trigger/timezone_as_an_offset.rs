#[lambda_fn::lambda_fn(schedule("rate(1 day)", timezone = "+02:00"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
