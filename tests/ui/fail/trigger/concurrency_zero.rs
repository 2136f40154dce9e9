#[lambda_fn::lambda_fn(sqs(queue = "orders"), concurrency = 0)]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
