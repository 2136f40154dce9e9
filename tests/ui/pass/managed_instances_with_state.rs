//! Several events at once, and their state.

use std::sync::atomic::{AtomicU32, Ordering};

use lambda_fn::{Context, Result, lambda_fn};

async fn setup() -> Result<AtomicU32> {
    std::future::ready(Ok(AtomicU32::new(0))).await
}

#[lambda_fn(init = setup, managed_instances = true, runtime = "multi_thread")]
async fn count(by: u32, context: Context, served: &AtomicU32) -> Result<u32> {
    std::future::ready(()).await;
    drop(context);
    Ok(served.fetch_add(by, Ordering::Relaxed))
}
