#[lambda_fn::lambda_fn(kinesis(stream = "clicks", maximum_record_age = 59))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
