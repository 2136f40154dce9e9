#[lambda_fn::lambda_fn(sqs(queue = "orders.fifo", batch_size = 11))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
