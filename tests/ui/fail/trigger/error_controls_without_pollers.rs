#[lambda_fn::lambda_fn(kafka(topic = "orders", maximum_retry_attempts = 3, maximum_record_age = "60m"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
