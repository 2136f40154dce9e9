#[lambda_fn::lambda_fn(sqs(queue = "orders"), layers = layers)]
async fn take(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
