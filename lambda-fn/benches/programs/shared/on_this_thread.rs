//! Tokio at its cheapest: a runtime of the local kind, and the function as a task of its own.

use lambda_runtime::Error;
use tokio::runtime::{Builder, LocalOptions};

pub fn on_this_thread(function: impl Future<Output = Result<(), Error>> + 'static) -> Result<(), Error> {
    let runtime = Builder::new_current_thread().enable_all().build_local(LocalOptions::default())?;
    let task = runtime.spawn_local(function);
    runtime.block_on(task)?
}
