#[lambda_fn::lambda_fn(runtime = multi_thread, worker_threads = 4)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
