#[lambda_fn::lambda_fn(cloudwatch_logs(group = "arn:aws:logs:eu-central-1:123456789012:log-stream:orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
