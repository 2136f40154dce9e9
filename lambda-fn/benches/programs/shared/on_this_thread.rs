//! Tokio at its cheapest: a runtime of the local kind.

use std::error::Error;

use tokio::runtime::{Builder, LocalOptions};

type Result = std::result::Result<(), Box<dyn Error + Send + Sync>>;

pub fn on_this_thread(function: impl Future<Output = Result>) -> Result {
    Builder::new_current_thread().enable_all().build_local(LocalOptions::default())?.block_on(function)
}
