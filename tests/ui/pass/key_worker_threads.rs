//! A number of threads.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(runtime = "multi_thread", worker_threads = 4)]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}
