#[lambda_fn::lambda_fn(dynamodb(stream = "customers"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
