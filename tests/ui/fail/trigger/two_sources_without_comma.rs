#[lambda_fn::lambda_fn(sqs(queue = "orders") sqs(queue = "returns"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
