#[lambda_fn::lambda_fn]
async fn hello() -> lambda_fn::Result<()> {
    Ok(())
}

#[lambda_fn::lambda_fn]
async fn main() -> lambda_fn::Result<()> {
    Ok(())
}
