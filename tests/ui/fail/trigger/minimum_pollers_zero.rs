#[lambda_fn::lambda_fn(kafka(topic = "orders", minimum_pollers = 0))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
