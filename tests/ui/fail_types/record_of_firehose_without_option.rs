#[lambda_fn::lambda_fn(firehose(stream = "orders"))]
async fn take(order: String) -> lambda_fn::Result<String> {
    Ok(order)
}
