#[lambda_fn::lambda_fn(crate = self)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
