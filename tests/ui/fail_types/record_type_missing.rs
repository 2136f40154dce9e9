#[lambda_fn::lambda_fn(sqs(queue = "orders"))]
async fn order(order: Order) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
