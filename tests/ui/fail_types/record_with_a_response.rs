#[lambda_fn::lambda_fn(sqs(queue = "orders"))]
async fn take(order: String) -> lambda_fn::Result<String> {
    Ok(order)
}
