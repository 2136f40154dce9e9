#[lambda_fn::lambda_fn(
    eventbridge(pattern = r#"{"source": ["shop"]}"#, bus = "orders"),
    eventbridge(pattern = r#"{"source": ["shop"]}"#, bus = "orders")
)]
async fn hello(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
