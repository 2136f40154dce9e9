#[lambda_fn::lambda_fn(cognito("PreSignup"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
