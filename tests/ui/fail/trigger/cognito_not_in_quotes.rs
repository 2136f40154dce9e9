#[lambda_fn::lambda_fn(cognito(PreSignUp))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
