#[lambda_fn::lambda_fn]
async fn hello(name: &mut String) -> lambda_fn::Result<String> {
    Ok(name.clone())
}
