#[lambda_fn::lambda_fn(sqs(queue = "orders"), on_discard = keep)]
async fn take(_order: String) -> lambda_fn::Result<()> {
    Ok(())
}
