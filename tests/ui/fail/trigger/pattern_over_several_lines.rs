#[lambda_fn::lambda_fn(eventbridge(pattern = r#"{
    "source": ["aws.ec2"]
    "detail": {"state": ["stopped"]}
}"#))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
