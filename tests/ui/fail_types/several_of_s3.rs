#[lambda_fn::lambda_fn(s3(bucket = "orders"))]
async fn orders(orders: Vec<lambda_fn::S3Object>) -> lambda_fn::Result<()> {
    drop(orders);
    Ok(())
}
