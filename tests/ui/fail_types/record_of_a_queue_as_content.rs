use lambda_fn::events::sqs::SqsMessage;

#[lambda_fn::lambda_fn(sqs(queue = "orders"))]
async fn order(order: SqsMessage) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
