#[lambda_fn::lambda_fn(cognito(trigger = "PreSignUp"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
