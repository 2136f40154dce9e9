#[lambda_fn::lambda_fn(sqs(queue = "orders", minimum_pollers = 5))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
