#[lambda_fn::lambda_fn(cloudwatch_logs(group = "/aws/lambda/*"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
