//! Takes as long as its event asks for, and is cancelled early where that is too long.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use lambda_fn::{Result, lambda_fn};

/// Counts the events of this process.
async fn count() -> Result<AtomicU32> {
    Ok(AtomicU32::new(0))
}

#[lambda_fn(init = count, timeout = "60s", early_timeout = "58s", managed_instances = true)]
async fn wait(seconds: u64, events: &AtomicU32) -> Result<u32> {
    let number = events.fetch_add(1, Ordering::Relaxed) + 1;
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    Ok(number)
}
