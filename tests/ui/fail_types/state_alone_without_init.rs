struct Greeting(String);

#[lambda_fn::lambda_fn]
async fn hello(greeting: &Greeting) -> lambda_fn::Result<String> {
    Ok(greeting.0.clone())
}
