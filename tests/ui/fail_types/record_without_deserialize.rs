struct Order;

#[lambda_fn::lambda_fn(sqs(queue = "orders"))]
async fn take(_order: Order) -> lambda_fn::Result<()> {
    Ok(())
}
