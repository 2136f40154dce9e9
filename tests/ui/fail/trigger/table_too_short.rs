#[lambda_fn::lambda_fn(dynamodb(table = "ab"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
