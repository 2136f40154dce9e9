#[lambda_fn::lambda_fn(runtime = "multi_thred", worker_threads = 2)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
