#[lambda_fn::lambda_fn(sqs(queue = "orders"), concurrency = 8)]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
