#[lambda_fn::lambda_fn(kafka(topic = "arn:aws:kafka:eu-central-1:123456789012:topic/orders/a/orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
