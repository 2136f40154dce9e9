#[lambda_fn::lambda_fn(memory = 18446744073709551616)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
