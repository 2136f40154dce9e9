#[lambda_fn::lambda_fn(sqs(queue = "orders", batch_size = 100, batching_window = "1h"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
