const SETUP: &str = "Hello";

#[lambda_fn::lambda_fn(init = SETUP)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
