#[lambda_fn::lambda_fn(env(TYPE = "1", r#TYPE = "2"))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
