#[lambda_fn::lambda_fn(schedule("rate(1 day)"), sqs(queue = "orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
