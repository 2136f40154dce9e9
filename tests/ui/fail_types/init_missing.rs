#[lambda_fn::lambda_fn(init = setup)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
