#[lambda_fn::lambda_fn(sqs(queue = "orders"), early_timeout = "500ms")]
async fn take(_order: String) -> lambda_fn::Result<()> {
    Ok(())
}
