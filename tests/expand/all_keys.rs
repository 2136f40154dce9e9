#[lambda_fn(
    init = setup,
    runtime = "multi_thread",
    worker_threads = 2,
    memory = 256,
    timeout = "15m",
    arch = "arm64",
    name = "orders",
    description = "takes orders",
    env(TABLE = "orders", STAGE = "prod"),
    managed_instances = true,
    tracing = false,
    crate = platform
)]
async fn order(order: Order, context: &Context, state: &State) -> Result<Receipt> {
    state.take(order, context).await
}
