#[lambda_fn::lambda_fn(cloudwatch_logs(filter = "ERROR"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
