#[derive(serde::Deserialize)]
struct S3Event {
    #[serde(default)]
    id: String,
}

#[lambda_fn::lambda_fn(s3(bucket = "orders"))]
async fn orders(order: S3Event) -> lambda_fn::Result<()> {
    drop(order.id);
    Ok(())
}
