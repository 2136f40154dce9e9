#[lambda_fn::lambda_fn(kinesis(stream = "my clicks"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
