#[derive(serde::Deserialize)]
struct SqsEvent {
    #[serde(default)]
    id: String,
}

#[lambda_fn::lambda_fn(sqs(queue = "orders"))]
async fn orders(order: SqsEvent) -> lambda_fn::Result<()> {
    drop(order.id);
    Ok(())
}
