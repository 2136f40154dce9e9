struct Greeting(String);

async fn setup() -> lambda_fn::Result<String> {
    Ok("Hello".into())
}

#[lambda_fn::lambda_fn(init = setup)]
async fn hello(greeting: &Greeting) -> lambda_fn::Result<String> {
    Ok(greeting.0.clone())
}
