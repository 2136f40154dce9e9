#[lambda_fn::lambda_fn(kinesis(stream = "clicks", starting_position = LATEST))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
