#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{"detailType": ["Order Placed"]}"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
