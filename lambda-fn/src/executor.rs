//! Tokio's two runtimes.

use std::io;
use std::pin::Pin;

use tokio::runtime::{Builder, LocalOptions};

use crate::catch::{Panic, catch, caught};
use crate::exit::Exit;
use crate::{init, runtime};

/// The future of a whole function. Boxed: at each move it would take its size of the stack, and the code around it is
/// compiled once.
type Running<'a> = Pin<Box<dyn Future<Output = Result<(), Exit>> + 'a>>;

/// Tokio's runtime on this thread alone: no threads to start, and Lambda sends one event at a time.
pub fn current_thread(run: impl Future<Output = Result<(), Exit>>) -> Result<(), Exit> {
    on_this_thread(Box::pin(run))
}

/// Tokio's runtime on several threads.
pub fn multi_thread(worker_threads: Option<usize>, run: impl Future<Output = Result<(), Exit>>) -> Result<(), Exit> {
    on_several_threads(worker_threads, Box::pin(run))
}

/// The local kind, which leaves tokio's scheduler for several threads out of the binary, and `libm` with it.
///
/// Not as a task of its own, though that spares two system calls an event: tokio polls this future once all tasks have run.
/// A task may find the connection of the event not yet back in the client's pool, and opens another one.
fn on_this_thread(mut run: Running<'_>) -> Result<(), Exit> {
    let runtime =
        built(|| Builder::new_current_thread().enable_all().build_local(LocalOptions::default())).map_err(Exit::new)?;
    let ended = runtime.block_on(to_its_end(run.as_mut()));
    // does not wait for what the handler has left to threads of tokio's
    runtime.shutdown_background();
    ended
}

fn on_several_threads(worker_threads: Option<usize>, mut run: Running<'_>) -> Result<(), Exit> {
    let mut builder = Builder::new_multi_thread();
    if let Some(worker_threads) = worker_threads {
        builder.worker_threads(worker_threads);
    }
    let runtime = match built(|| builder.enable_all().build()) {
        Ok(runtime) => runtime,
        // one thread is enough to tell Lambda
        Err(reason) => return on_this_thread(Box::pin(async { Err(init::broken(reason).await) })),
    };
    let ended = runtime.block_on(to_its_end(run.as_mut()));
    runtime.shutdown_background();
    ended
}

/// Tokio panics where it gets no thread, or no file for its signals.
fn built<T>(build: impl FnOnce() -> io::Result<T>) -> Result<T, String> {
    let why = match caught(build) {
        Ok(Ok(runtime)) => return Ok(runtime),
        Ok(Err(error)) => error.to_string(),
        Err(Panic { message, .. }) => message,
    };
    Err(format!("tokio's runtime does not start: {why}"))
}

/// Runs the function. A panic before it asks for its first event is one of the init phase, whoever wrote what panics.
async fn to_its_end(run: Pin<&mut (dyn Future<Output = Result<(), Exit>> + '_)>) -> Result<(), Exit> {
    match catch(run).await {
        Ok(ended) => ended,
        Err(panic) if !runtime::is_serving() => Err(init::failed(panic.into()).await),
        Err(Panic { message, .. }) => Err(Exit::new(format!("the Runtime API client gave up: {message}"))),
    }
}
