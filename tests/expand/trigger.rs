#[lambda_fn(sqs(queue = "orders", batch_size = 100, batching_window = "5s", envelope = "sns"), memory = 256)]
async fn order(order: Order) -> Result<()> {
    take(order).await
}
