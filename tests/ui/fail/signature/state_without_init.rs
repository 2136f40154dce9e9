struct Greeting(String);

#[lambda_fn::lambda_fn]
async fn hello(name: String, greeting: &Greeting) -> lambda_fn::Result<String> {
    Ok(format!("{}, {name}!", greeting.0))
}
