//! Tokio's two runtimes.

use tokio::runtime::{Builder, LocalOptions};

use crate::catch::{Panic, catch};
use crate::exit::Exit;

/// Tokio's runtime on this thread alone: no threads to start, and Lambda sends one event at a time.
///
/// The local kind, which leaves tokio's scheduler for several threads out of the binary, and `libm` with it.
pub fn current_thread(run: impl Future<Output = Result<(), Exit>>) -> Result<(), Exit> {
    // boxed: at each move, the future of a whole function takes its size of the stack
    let mut run = Box::pin(run);
    let runtime = Builder::new_current_thread().enable_all().build_local(LocalOptions::default());
    ended(runtime.map_err(|error| no_runtime(&error))?.block_on(catch(run.as_mut())))
}

/// Tokio's runtime on several threads.
pub fn multi_thread(worker_threads: Option<usize>, run: impl Future<Output = Result<(), Exit>>) -> Result<(), Exit> {
    let mut run = Box::pin(run);
    let mut builder = Builder::new_multi_thread();
    if let Some(worker_threads) = worker_threads {
        builder.worker_threads(worker_threads);
    }
    let runtime = builder.enable_all().build();
    ended(runtime.map_err(|error| no_runtime(&error))?.block_on(catch(run.as_mut())))
}

fn no_runtime(error: &std::io::Error) -> Exit {
    Exit::new(format!("tokio's runtime does not start: {error}"))
}

fn ended(ended: Result<Result<(), Exit>, Panic>) -> Result<(), Exit> {
    ended.unwrap_or_else(|Panic { message, .. }| Err(Exit::new(format!("the Runtime API client gave up: {message}"))))
}
