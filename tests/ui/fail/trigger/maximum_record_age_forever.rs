#[lambda_fn::lambda_fn(dynamodb(table = "customers", maximum_record_age = -1))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
