#[lambda_fn::lambda_fn(sqs(queue = "orders", timezone = "Europe/Berlin"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
