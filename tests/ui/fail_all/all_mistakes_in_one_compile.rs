#[lambda_fn::lambda_fn(
    init = "setup",
    runtime = "tokio",
    worker_threads = 0,
    memory = 64 timeout = "1h",
    arch = "aarch64",,
    name = "take order",
    env(AWS_REGION = "eu-central-1", TABLE = 7),
    managed_instances,
    tracing = "off",
    memory = 256,
    crate = self::lambda_fn,
    memroy = 256
)]
#[tokio::main]
unsafe extern "C" fn hello<T, const N: usize>(context: lambda_fn::Context, name: impl Into<String>, _: &mut T) {
    drop((context, name));
}
