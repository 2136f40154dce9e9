async fn setup() -> lambda_fn::Result<String> {
    Ok("shelf".into())
}

async fn keep(_discarded: lambda_fn::Discarded, _shelf: &u32) -> lambda_fn::Result<()> {
    Ok(())
}

#[lambda_fn::lambda_fn(sqs(queue = "orders"), init = setup, on_discard = keep)]
async fn take(_order: String) -> lambda_fn::Result<()> {
    Ok(())
}
