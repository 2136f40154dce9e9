#[lambda_fn::lambda_fn(s3(bucket = "arn:aws:s3:eu-central-1::reports"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
