#[lambda_fn::lambda_fn]
async fn hello(request: Request) -> lambda_fn::Result<()> {
    Ok(drop(request))
}
