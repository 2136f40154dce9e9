#[lambda_fn::lambda_fn(eventbridge(pattern = r#"["aws.ec2"]"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
