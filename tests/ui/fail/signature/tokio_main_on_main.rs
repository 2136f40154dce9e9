#[lambda_fn::lambda_fn]
#[tokio::main]
async fn main() -> lambda_fn::Result<()> {
    Ok(())
}
