#[lambda_fn::lambda_fn(kinesis(stream = "clicks", maximum_retry_attempts = -2))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
