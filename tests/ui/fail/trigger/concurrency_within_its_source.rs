#[lambda_fn::lambda_fn(sqs(queue = "orders", concurrency = 8))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
