#[lambda_fn::lambda_fn(sqs(queue = "orders"), kinesis(stream = "clicks"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
