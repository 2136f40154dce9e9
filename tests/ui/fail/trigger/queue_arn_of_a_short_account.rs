#[lambda_fn::lambda_fn(sqs(queue = "arn:aws:sqs:eu-central-1:1234:orders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
