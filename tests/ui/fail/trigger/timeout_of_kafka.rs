#[lambda_fn::lambda_fn(kafka(topic = "orders"), timeout = "15m")]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
