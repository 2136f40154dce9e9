#[lambda_fn::lambda_fn(memory = 10_241)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
