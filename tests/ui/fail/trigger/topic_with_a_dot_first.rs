#[lambda_fn::lambda_fn(kafka(topic = ".orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
