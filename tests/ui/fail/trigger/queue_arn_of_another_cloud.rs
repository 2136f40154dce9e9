#[lambda_fn::lambda_fn(sqs(queue = "arn:azure:sqs:eu-central-1:123456789012:orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
