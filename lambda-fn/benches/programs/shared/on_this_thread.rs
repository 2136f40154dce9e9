//! Tokio at its cheapest: a runtime of the local kind, and the function as a task of its own.

use std::error::Error;

use tokio::runtime::{Builder, LocalOptions};

type Result = std::result::Result<(), Box<dyn Error + Send + Sync>>;

pub fn on_this_thread(function: impl Future<Output = Result> + 'static) -> Result {
    let runtime = Builder::new_current_thread().enable_all().build_local(LocalOptions::default())?;
    let task = runtime.spawn_local(function);
    runtime.block_on(task)?
}
