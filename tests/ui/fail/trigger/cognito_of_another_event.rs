/// By this name, that of `aws_lambda_events`.
pub struct CognitoEventUserPoolsPreSignup;

#[lambda_fn::lambda_fn(cognito("PreSignUp"), cognito("PostConfirmation"))]
async fn hello(event: CognitoEventUserPoolsPreSignup) -> lambda_fn::Result<()> {
    drop(event);
    Ok(())
}
