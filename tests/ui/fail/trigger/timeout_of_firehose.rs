#[lambda_fn::lambda_fn(firehose, timeout = 301)]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
