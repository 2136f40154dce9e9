#[lambda_fn::lambda_fn(sqss(queue = "orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
