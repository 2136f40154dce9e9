#[derive(serde::Deserialize)]
struct LambdaEvent {
    #[serde(default)]
    id: String,
}

#[lambda_fn::lambda_fn(kinesis(stream = "orders"))]
async fn orders(order: LambdaEvent) -> lambda_fn::Result<()> {
    drop(order.id);
    Ok(())
}
