#[lambda_fn::lambda_fn(schedule("rate(5 minutes)"))]
async fn hello(change: lambda_fn::Change<String>) -> lambda_fn::Result<()> {
    drop(change);
    Ok(())
}
