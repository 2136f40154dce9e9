#[lambda_fn::lambda_fn(s3(bucket = "reports-s3alias"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
