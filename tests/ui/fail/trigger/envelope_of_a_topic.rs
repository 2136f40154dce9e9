#[lambda_fn::lambda_fn(sns(topic = "orders", envelope = "eventbridge"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
