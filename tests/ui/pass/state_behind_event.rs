//! The state behind the event.

use lambda_fn::{Result, lambda_fn};

struct Greeting(&'static str);

async fn setup() -> Result<Greeting> {
    std::future::ready(Ok(Greeting("Hello"))).await
}

#[lambda_fn(init = setup)]
async fn hello(name: String, greeting: &Greeting) -> Result<String> {
    Ok(greeting.0.to_owned() + &name)
}
