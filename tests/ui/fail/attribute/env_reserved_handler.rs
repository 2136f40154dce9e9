#[lambda_fn::lambda_fn(env(_HANDLER = "bootstrap"))]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
