#[lambda_fn::lambda_fn(sqs(queue = "orders"), reserve = "1m")]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
