#[lambda_fn::lambda_fn]
async fn hello(name: String, greeting: String) -> lambda_fn::Result<String> {
    Ok(greeting + &name)
}
