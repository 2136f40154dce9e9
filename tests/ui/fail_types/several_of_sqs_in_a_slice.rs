#[lambda_fn::lambda_fn(sqs(queue = "orders"))]
async fn orders(orders: &[lambda_fn::Record<String>]) -> lambda_fn::Result<()> {
    drop(orders);
    Ok(())
}
