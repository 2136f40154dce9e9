#[lambda_fn::lambda_fn(sqs(queue = "orders"), reserve = "3s")]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
