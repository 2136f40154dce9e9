#[lambda_fn::lambda_fn(cognito())]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
