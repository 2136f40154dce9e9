#[lambda_fn::lambda_fn(sqs(queue = "orders", batching_window = "6m"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
