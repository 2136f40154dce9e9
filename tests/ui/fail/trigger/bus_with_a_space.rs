#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{"source": ["a"]}"#, bus = "my bus"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
