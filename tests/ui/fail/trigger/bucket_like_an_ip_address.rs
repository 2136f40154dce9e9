#[lambda_fn::lambda_fn(s3(bucket = "192.168.5.4"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
