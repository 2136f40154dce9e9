#[lambda_fn::lambda_fn(
    s3(bucket = "reports", events = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"], prefix = "in/"),
    s3(bucket = "reports", events = ["s3:ObjectRemoved:*", "s3:ObjectCreated:*"], prefix = "in/")
)]
async fn hello(object: lambda_fn::S3Object) -> lambda_fn::Result<()> {
    drop(object);
    Ok(())
}
