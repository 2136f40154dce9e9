#[lambda_fn::lambda_fn(schedule("rate(5 minutes)"), undecodable = "discard")]
async fn order(order: serde_json::Value) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
