#[lambda_fn::lambda_fn(sqs(queue = "arn:aws:sns:eu-central-1:123456789012:orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
