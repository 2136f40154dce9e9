#[derive(serde::Deserialize)]
struct SqsEvent {}

#[lambda_fn::lambda_fn(sqs(queue = "orders"), concurrency = 8, reserve = "1s", on_discard = dead_letter)]
async fn order(event: SqsEvent) -> lambda_fn::Result<()> {
    drop(event);
    Ok(())
}
