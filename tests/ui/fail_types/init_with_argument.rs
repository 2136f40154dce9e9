async fn setup(greeting: String) -> lambda_fn::Result<String> {
    Ok(greeting)
}

#[lambda_fn::lambda_fn(init = setup)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
