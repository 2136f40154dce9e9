#[lambda_fn::lambda_fn(dynamodb())]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
