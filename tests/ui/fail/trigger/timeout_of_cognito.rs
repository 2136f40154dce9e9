#[lambda_fn::lambda_fn(timeout = 6, cognito("PreSignUp"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
