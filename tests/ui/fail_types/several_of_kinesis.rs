#[lambda_fn::lambda_fn(kinesis(stream = "orders"))]
async fn orders(orders: Vec<lambda_fn::Record<String>>) -> lambda_fn::Result<()> {
    drop(orders);
    Ok(())
}
