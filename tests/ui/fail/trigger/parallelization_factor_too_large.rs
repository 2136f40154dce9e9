#[lambda_fn::lambda_fn(kinesis(stream = "clicks", parallelization_factor = 11))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
