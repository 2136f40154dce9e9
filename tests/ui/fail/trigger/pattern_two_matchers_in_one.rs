#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{"source": [{"prefix": "aws.", "suffix": "2"}]}"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
