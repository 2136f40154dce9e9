#[lambda_fn::lambda_fn(sqs(queue = "orders.fifo", batch_size = 10, batching_window = 5))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
