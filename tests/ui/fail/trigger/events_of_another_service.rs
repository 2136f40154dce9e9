#[lambda_fn::lambda_fn(s3(bucket = "reports", events = "uploads"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
