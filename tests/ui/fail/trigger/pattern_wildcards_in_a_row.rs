#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{"detail": {"path": [{"wildcard": "a/**/b"}]}}"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
