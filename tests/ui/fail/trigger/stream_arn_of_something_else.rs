#[lambda_fn::lambda_fn(kinesis(stream = "arn:aws:kinesis:eu-central-1:123456789012:table/clicks"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
