#[lambda_fn::lambda_fn(cognito("PreSignup2Factor"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
