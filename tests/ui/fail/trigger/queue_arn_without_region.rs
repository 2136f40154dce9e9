#[lambda_fn::lambda_fn(sqs(queue = "arn:aws:sqs::123456789012:orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
