#[lambda_fn::lambda_fn(crate = crate::lambda_functions)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
