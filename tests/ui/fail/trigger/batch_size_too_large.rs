#[lambda_fn::lambda_fn(sqs(queue = "orders", batch_size = 10_001, batching_window = 5))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
