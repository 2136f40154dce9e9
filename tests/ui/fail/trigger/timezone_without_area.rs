#[lambda_fn::lambda_fn(schedule("rate(1 day)", timezone = "Berlin"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
