struct Order;

#[lambda_fn::lambda_fn(kinesis(stream = "orders"))]
async fn take(_order: lambda_fn::Record<Order>) -> lambda_fn::Result<()> {
    Ok(())
}
