struct Greeting(String);

async fn setup() -> lambda_fn::Result<Greeting> {
    Ok(Greeting("Hello".into()))
}

#[lambda_fn::lambda_fn(init = setup)]
async fn hello(name: String, greeting: Greeting) -> lambda_fn::Result<String> {
    Ok(greeting.0 + &name)
}
