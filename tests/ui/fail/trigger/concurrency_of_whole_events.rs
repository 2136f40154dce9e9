#[derive(serde::Deserialize)]
struct SqsEvent {}

#[lambda_fn::lambda_fn(sqs(queue = "orders"), concurrency = 8)]
async fn order(event: SqsEvent) -> lambda_fn::Result<()> {
    drop(event);
    Ok(())
}
