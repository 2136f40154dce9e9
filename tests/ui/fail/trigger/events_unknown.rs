#[lambda_fn::lambda_fn(s3(bucket = "reports", events = "s3:ObjectMoved:*"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
