#[lambda_fn::lambda_fn(cognito("PreSignUp", timeout = 5))]
async fn sign_up(event: serde_json::Value) -> lambda_fn::Result<serde_json::Value> {
    Ok(event)
}
