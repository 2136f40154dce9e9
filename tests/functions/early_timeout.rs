//! Takes as long as its event asks for, and is cancelled early where that is too long.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use lambda_fn::{Result, lambda_fn};
use tracing::{Instrument, info_span};

/// Counts the events of this process.
async fn count() -> Result<AtomicU32> {
    Ok(AtomicU32::new(0))
}

/// An event that asks for so long panics where it is cancelled.
const PANICS_IN_DROP: u64 = 1_000;

struct PanicsInDrop;

impl Drop for PanicsInDrop {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

#[lambda_fn(init = count, timeout = "60s", early_timeout = "58s", managed_instances = true)]
async fn wait(seconds: u64, events: &AtomicU32) -> Result<u32> {
    let number = events.fetch_add(1, Ordering::Relaxed) + 1;
    let _held = (seconds == PANICS_IN_DROP).then(|| PanicsInDrop);
    let query = tokio::time::sleep(Duration::from_secs(seconds)).instrument(info_span!("query", seconds));
    let done = async { tokio::task::yield_now().await }.instrument(info_span!("done"));
    async { tokio::join!(done, query) }.instrument(info_span!("request")).await;
    Ok(number)
}
