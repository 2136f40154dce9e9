#[lambda_fn::lambda_fn(firehose, timeout = 900, cognito("PreSignUp"))]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
