#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{"detail": {}}"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
