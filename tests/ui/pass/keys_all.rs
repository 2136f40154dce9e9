//! All keys at once.

use lambda_fn::{Context, Result, lambda_fn};

async fn setup() -> Result<String> {
    std::future::ready(Ok("Hello".to_owned())).await
}

#[lambda_fn(
    init = setup,
    runtime = "multi_thread",
    worker_threads = 2,
    memory = 256,
    timeout = "30s",
    arch = "arm64",
    name = "orders",
    description = "takes orders",
    env(TABLE = "orders", STAGE = "prod"),
    managed_instances = true,
    tracing = false,
    crate = ::lambda_fn,
)]
async fn order(name: &str, context: &Context, greeting: &String) -> Result<String> {
    Ok(format!("{greeting}, {name}! ({})", context.request_id))
}
