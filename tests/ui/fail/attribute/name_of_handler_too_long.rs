#[lambda_fn::lambda_fn]
async fn hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh() -> lambda_fn::Result<()> {
    Ok(())
}
