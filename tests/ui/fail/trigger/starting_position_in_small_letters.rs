#[lambda_fn::lambda_fn(kinesis(stream = "clicks", starting_position = "latest"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
