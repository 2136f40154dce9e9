//! The state, without an event.

use lambda_fn::{Result, lambda_fn};

struct Greeting(&'static str);

async fn setup() -> Result<Greeting> {
    std::future::ready(Ok(Greeting("Hello"))).await
}

#[lambda_fn(init = setup)]
async fn hello(greeting: &Greeting) -> Result<&str> {
    Ok(greeting.0)
}
