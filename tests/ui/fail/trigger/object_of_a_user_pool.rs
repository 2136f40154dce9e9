#[lambda_fn::lambda_fn(cognito("PreSignUp"))]
async fn hello(object: lambda_fn::S3Object) -> lambda_fn::Result<()> {
    drop(object);
    Ok(())
}
