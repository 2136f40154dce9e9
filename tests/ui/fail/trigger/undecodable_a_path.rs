#[lambda_fn::lambda_fn(sqs(queue = "orders"), undecodable = discard)]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
