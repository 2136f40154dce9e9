//! Event, state and context.

use lambda_fn::{Context, Result, lambda_fn};

struct Greeting(&'static str);

async fn setup() -> Result<Greeting> {
    std::future::ready(Ok(Greeting("Hello"))).await
}

#[lambda_fn(init = setup)]
async fn hello(name: String, greeting: &Greeting, context: Context) -> Result<String> {
    Ok(greeting.0.to_owned() + &name + &context.request_id)
}
