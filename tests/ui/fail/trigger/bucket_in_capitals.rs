#[lambda_fn::lambda_fn(s3(bucket = "Reports"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
