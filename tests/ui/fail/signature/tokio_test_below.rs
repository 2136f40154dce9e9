#[lambda_fn::lambda_fn]
#[tokio::test]
async fn hello() -> lambda_fn::Result<()> {
    Ok(())
}
