#[lambda_fn::lambda_fn(sqs(queue = "orders"), undecodable = "drop")]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
