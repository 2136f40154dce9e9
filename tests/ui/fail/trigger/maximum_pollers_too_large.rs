#[lambda_fn::lambda_fn(kafka(topic = "orders", maximum_pollers = 2_001))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
