#[derive(serde::Deserialize)]
struct Value {
    #[serde(default)]
    id: String,
}

#[lambda_fn::lambda_fn(sqs(queue = "orders"))]
async fn orders(order: Value) -> lambda_fn::Result<()> {
    drop(order.id);
    Ok(())
}
