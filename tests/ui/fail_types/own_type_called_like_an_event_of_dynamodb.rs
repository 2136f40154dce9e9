#[derive(serde::Deserialize)]
struct Event {
    #[serde(default)]
    id: String,
}

#[lambda_fn::lambda_fn(dynamodb(table = "orders"))]
async fn orders(order: Event) -> lambda_fn::Result<()> {
    drop(order.id);
    Ok(())
}
