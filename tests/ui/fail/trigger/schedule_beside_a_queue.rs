#[lambda_fn::lambda_fn(sqs(queue = "orders"), schedule("rate(1 day)"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
