//! The state in two parameters.

use lambda_fn::{Result, lambda_fn};

struct Greeting(&'static str);

async fn setup() -> Result<Greeting> {
    std::future::ready(Ok(Greeting("Hello"))).await
}

#[lambda_fn(init = setup)]
async fn hello(name: String, one: &Greeting, other: &Greeting) -> Result<String> {
    Ok(one.0.to_owned() + &name + other.0)
}
