#[lambda_fn::lambda_fn(sqs(queue = "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
