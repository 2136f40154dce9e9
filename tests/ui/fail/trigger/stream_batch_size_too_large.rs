#[lambda_fn::lambda_fn(kinesis(stream = "clicks", batch_size = 10_001))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
