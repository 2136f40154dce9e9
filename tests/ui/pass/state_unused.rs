//! An `init` whose state no parameter takes.

use lambda_fn::{Result, lambda_fn};

#[allow(dead_code)]
struct Greeting(&'static str);

async fn setup() -> Result<Greeting> {
    std::future::ready(Ok(Greeting("Hello"))).await
}

#[lambda_fn(init = setup)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
