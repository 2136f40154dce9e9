#[lambda_fn::lambda_fn(sqs(queue = "orders", maximum_concurrency = 1))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
