#[lambda_fn::lambda_fn]
async fn hello(_name: String) -> lambda_fn::Result<Response> {
    Ok(Default::default())
}
