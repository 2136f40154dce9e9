#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{"detail": {"ip": [{"cidr": "10.0.0.0"}]}}"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
