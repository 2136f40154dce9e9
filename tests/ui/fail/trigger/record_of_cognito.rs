#[derive(serde::Deserialize)]
struct Record<T>(T);

#[lambda_fn::lambda_fn(cognito("PreSignUp"))]
async fn order(event: Record<String>) -> lambda_fn::Result<()> {
    drop(event);
    Ok(())
}
