#[lambda_fn::lambda_fn(sqs(queue = "orders", batching_window = 301))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
