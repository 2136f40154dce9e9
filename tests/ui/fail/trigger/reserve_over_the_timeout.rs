#[lambda_fn::lambda_fn(sqs(queue = "orders"), timeout = 2, reserve = "2s")]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
