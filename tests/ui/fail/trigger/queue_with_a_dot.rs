#[lambda_fn::lambda_fn(sqs(queue = "or.ders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
