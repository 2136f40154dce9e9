#[lambda_fn::lambda_fn(kafka(topic = "orders", cluster = "arn:aws:kafka:eu-central-1:123456789012:topic/main/a/orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
