#[lambda_fn::lambda_fn(dynamodb(table = "orders"))]
async fn orders(orders: Vec<lambda_fn::Change<serde_json::Value>>) -> lambda_fn::Result<()> {
    drop(orders);
    Ok(())
}
