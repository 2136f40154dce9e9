#[lambda_fn::lambda_fn(kafka(topic = "orders", minimum_pollers = 5, maximum_pollers = 2))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
