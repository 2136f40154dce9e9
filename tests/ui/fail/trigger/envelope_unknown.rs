#[lambda_fn::lambda_fn(sqs(queue = "orders", envelope = "kinesis"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
