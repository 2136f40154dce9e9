#[lambda_fn::lambda_fn(sqs(queue = "orders", envelope = "SNS"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
