#[lambda_fn::lambda_fn]
async fn hello(name: &'static str) -> lambda_fn::Result<String> {
    Ok(name.to_owned())
}
