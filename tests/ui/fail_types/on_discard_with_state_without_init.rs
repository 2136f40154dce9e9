async fn keep(_discarded: lambda_fn::Discarded, _shelf: &u32) -> lambda_fn::Result<()> {
    Ok(())
}

#[lambda_fn::lambda_fn(sqs(queue = "orders"), on_discard = keep)]
async fn take(_order: String) -> lambda_fn::Result<()> {
    Ok(())
}
