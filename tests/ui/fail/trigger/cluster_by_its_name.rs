#[lambda_fn::lambda_fn(kafka(topic = "orders", cluster = "main"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
