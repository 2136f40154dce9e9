#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{"$or": [{"source": ["a"]}]}"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
