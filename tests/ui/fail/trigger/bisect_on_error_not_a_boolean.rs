#[lambda_fn::lambda_fn(kinesis(stream = "clicks", bisect_on_error = "yes"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
