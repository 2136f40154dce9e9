#[lambda_fn::lambda_fn(dynamodb(table = "customers"), concurrency = 8)]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
