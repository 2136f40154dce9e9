#[lambda_fn::lambda_fn(runtime = "current_thread", worker_threads = 2)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
