//! Functions that end their work at a shutdown. The variable `HANDLER` chooses; with `IN_FLIGHT_LIMIT` an invocation may go
//! on for so many seconds then, and nothing else is cut short.

use std::convert::Infallible;
use std::future::{pending, ready};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::{StreamExt, stream};
use lambda_fn::__private::{Limits, set_limits};
use lambda_fn::http::{Body, IntoResponse, Response, Uri};
use lambda_fn::{Result, lambda_fn};
use tests::{DEADLINE, wait_at};
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

fn main() -> ExitCode {
    let handler = std::env::var("HANDLER");
    if let Some(in_flight) = std::env::var("IN_FLIGHT_LIMIT").ok().and_then(|seconds| seconds.parse().ok()) {
        let in_flight = Duration::from_secs(in_flight);
        // an event that is alone goes with the loop over the events, whose end is waited for in vain
        let cancel = if handler.as_deref() == Ok("multi-thread") { DEADLINE } else { Duration::ZERO };
        set_limits(Limits { register: DEADLINE, in_flight, cancel });
    }
    match handler.as_deref() {
        Ok("with-state") => with_state(),
        Ok("without-state") => without_state(),
        Ok("multi-thread") => multi_thread(),
        Ok("ends-late") => ends_late(),
        Ok("http-stream") => http_stream(),
        Ok("panics") => panics(),
        Ok("never-ends") => never_ends(),
        Ok("leaves-a-thread") => leaves_a_thread(),
        Ok("leaves-a-thread-of-several") => leaves_a_thread_of_several(),
        Ok("panics-in-drop") => panics_in_drop(),
        other => panic!("there is no such handler: {other:?}"),
    }
}

async fn pool() -> Result<AtomicU32> {
    Ok(AtomicU32::new(0))
}

/// Waits for the shutdown, too, where there is a gate.
async fn wait(gate: u16, pool: &AtomicU32) -> Result<u32> {
    if gate > 0 {
        let mut begins = signal(SignalKind::terminate())?;
        wait_at(gate).await;
        begins.recv().await;
    }
    Ok(pool.fetch_add(1, Ordering::Relaxed) + 1)
}

async fn close(pool: &AtomicU32) {
    tokio::time::sleep(Duration::from_millis(20)).await;
    info!(events = pool.load(Ordering::Relaxed), "the pool is closed");
}

async fn say() {
    info!("the end is here");
}

fn with_state() -> ExitCode {
    #[lambda_fn(init = pool, shutdown = close)]
    async fn function(gate: u16, pool: &AtomicU32) -> Result<u32> {
        wait(gate, pool).await
    }
    main()
}

fn without_state() -> ExitCode {
    #[lambda_fn(shutdown = say)]
    async fn function(gate: u16) -> Result<u16> {
        wait_at(gate).await;
        Ok(gate)
    }
    main()
}

fn multi_thread() -> ExitCode {
    #[lambda_fn(init = pool, shutdown = close, runtime = "multi_thread", worker_threads = 2, managed_instances = true)]
    async fn function(gate: u16, pool: &AtomicU32) -> Result<u32> {
        wait(gate, pool).await
    }
    main()
}

fn ends_late() -> ExitCode {
    /// Goes on until the test opens the gate that this variable names.
    async fn end() {
        info!("the end begins");
        let gate = std::env::var("END").ok().and_then(|gate| gate.parse().ok());
        wait_at(gate.expect("the end has a gate")).await;
    }

    #[lambda_fn(shutdown = end, managed_instances = true)]
    async fn function(event: u16) -> Result<u16> {
        info!("an event begins");
        Ok(event)
    }
    main()
}

fn http_stream() -> ExitCode {
    /// Streams a piece at once, and a second one when the shutdown begins; on `/endless` there is none.
    #[lambda_fn(http(routes = ["GET /", "GET /endless"], stream), init = pool, shutdown = close)]
    async fn function(uri: Uri, pool: &AtomicU32) -> Result<Response> {
        pool.fetch_add(1, Ordering::Relaxed);
        let mut begins = signal(SignalKind::terminate())?;
        let is_endless = uri.path() == "/endless";
        let second = stream::once(async move {
            info!("the response has begun");
            begins.recv().await;
            if is_endless {
                pending::<()>().await;
            }
            "done"
        });
        let pieces = stream::once(ready("begun, ")).chain(second);
        Ok(Body::from_stream(pieces.map(Ok::<_, Infallible>)).into_response())
    }
    main()
}

fn panics() -> ExitCode {
    async fn panic() {
        panic!("no end at all");
    }

    #[lambda_fn(shutdown = panic)]
    async fn function() -> Result<()> {
        Ok(())
    }
    main()
}

fn never_ends() -> ExitCode {
    async fn pending() {
        std::future::pending::<()>().await;
    }

    #[lambda_fn(shutdown = pending)]
    async fn function() -> Result<()> {
        Ok(())
    }
    main()
}

/// Leaves a thread of tokio's with more to do than Lambda has time for.
fn leave_a_thread() {
    tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_secs(600)));
}

fn leaves_a_thread() -> ExitCode {
    #[lambda_fn(shutdown = say)]
    async fn function() -> Result<()> {
        leave_a_thread();
        Ok(())
    }
    main()
}

fn leaves_a_thread_of_several() -> ExitCode {
    #[lambda_fn(shutdown = say, runtime = "multi_thread", worker_threads = 2)]
    async fn function() -> Result<()> {
        leave_a_thread();
        Ok(())
    }
    main()
}

/// Waits without an end, with something at hand that cannot be dropped.
fn panics_in_drop() -> ExitCode {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("not to be dropped");
        }
    }

    #[lambda_fn(shutdown = say)]
    async fn function() -> Result<()> {
        let _bomb = Bomb;
        pending().await
    }
    main()
}
