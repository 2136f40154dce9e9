#[lambda_fn::lambda_fn(kinesis(batch_size = 10))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
