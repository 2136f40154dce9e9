#[lambda_fn(sqs(queue = "orders"))]
async fn orders(event: SqsEvent) -> Result<SqsBatchResponse> {
    handle(event).await
}
