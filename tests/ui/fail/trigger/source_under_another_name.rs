#[lambda_fn::lambda_fn(msk(topic = "orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
