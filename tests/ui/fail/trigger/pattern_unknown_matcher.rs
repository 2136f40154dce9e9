#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{"source": [{"prefx": "aws."}]}"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
