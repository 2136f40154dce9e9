#[lambda_fn::lambda_fn(sqs(queue = "orders"))]
async fn orders(orders: Box<[lambda_fn::Raw]>) -> lambda_fn::Result<()> {
    drop(orders);
    Ok(())
}
