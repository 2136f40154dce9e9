#[lambda_fn::lambda_fn(eventbridge(bus = "orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
