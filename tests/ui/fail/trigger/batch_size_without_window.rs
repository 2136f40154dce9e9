#[lambda_fn::lambda_fn(sqs(queue = "orders", batch_size = 11))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
