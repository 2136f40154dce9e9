#[lambda_fn::lambda_fn(sqs(queue = "orders", suffix = ".csv"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
