#[lambda_fn::lambda_fn(sqs())]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
