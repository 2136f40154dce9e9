#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{"detail": {"count": [{"numeric": [">", 5, "<", 1]}]}}"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
