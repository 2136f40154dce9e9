#[lambda_fn::lambda_fn(firehose = "clicks")]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
