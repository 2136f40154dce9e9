#[lambda_fn::lambda_fn(kinesis(stream = "clicks", maximum_concurrency = 5))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
