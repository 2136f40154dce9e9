#[derive(serde::Deserialize)]
struct Value {
    #[serde(default)]
    id: String,
}

#[lambda_fn::lambda_fn(schedule("rate(1 day)"), sns(topic = "orders"))]
async fn orders(order: Value) -> lambda_fn::Result<()> {
    drop(order.id);
    Ok(())
}
