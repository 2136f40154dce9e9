//! Functions for Lambda Managed Instances. The variable `HANDLER` chooses; under tokio's two runtimes no event ends before
//! eight are in flight.

use std::process::ExitCode;

use lambda_fn::__private::{Limits, set_limits};
use lambda_fn::http::Path;
use lambda_fn::{Context, Result, lambda_fn};
use tests::{DEADLINE, wait_at};
use tokio::sync::Barrier;
use tracing::info;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

fn main() -> ExitCode {
    set_limits(Limits { register: DEADLINE, in_flight: DEADLINE, cancel: DEADLINE });
    match std::env::var("HANDLER").as_deref() {
        Ok("multi-thread") => multi_thread(),
        Ok("current-thread") => current_thread(),
        Ok("waits") => waits(),
        Ok("own-log") => own_log(),
        Ok("own-subscriber") => own_subscriber(),
        other => panic!("there is no such handler: {other:?}"),
    }
}

async fn barrier() -> Result<Barrier> {
    Ok(Barrier::new(8))
}

/// Answers with its context, fails or panics, with log lines on both sides of the barrier.
async fn meet(event: String, context: Context, barrier: &Barrier) -> Result<String> {
    info!(event, "before");
    barrier.wait().await;
    info!(event, "behind");
    match event.as_str() {
        "fail" => Err(lambda_fn::Error::new("Asked", context.request_id)),
        "panic" => panic!("{}", context.request_id),
        _ => Ok(format!("{event} {} {}", context.request_id, context.xray_trace_id.unwrap_or_default())),
    }
}

fn multi_thread() -> ExitCode {
    #[lambda_fn(init = barrier, managed_instances = true, runtime = "multi_thread", worker_threads = 2)]
    async fn function(event: String, context: Context, barrier: &Barrier) -> Result<String> {
        meet(event, context, barrier).await
    }
    main()
}

fn current_thread() -> ExitCode {
    #[lambda_fn(init = barrier, managed_instances = true)]
    async fn function(event: String, context: Context, barrier: &Barrier) -> Result<String> {
        meet(event, context, barrier).await
    }
    main()
}

async fn wait(gate: u16) -> Result<u16> {
    wait_at(gate).await;
    Ok(gate)
}

fn waits() -> ExitCode {
    #[lambda_fn(managed_instances = true)]
    async fn function(gate: u16) -> Result<u16> {
        wait(gate).await
    }
    main()
}

fn own_log() -> ExitCode {
    #[lambda_fn(managed_instances = true, tracing = false)]
    async fn function(gate: u16) -> Result<u16> {
        wait(gate).await
    }

    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(std::io::stderr).init();
    main()
}

/// Everything is logged, but for what the documentation of `tracing = false` has a subscriber leave out.
fn own_subscriber() -> ExitCode {
    async fn log() -> Result<()> {
        let targets = Targets::new()
            .with_default(LevelFilter::TRACE)
            .with_target("lambda_runtime::runtime", LevelFilter::OFF)
            .with_target("axum::rejection", LevelFilter::OFF);
        let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
        Ok(tracing_subscriber::registry().with(targets).with(lines).try_init()?)
    }

    #[lambda_fn(http(route = "GET /users/{id}"), init = log, tracing = false, managed_instances = true)]
    async fn user(Path(id): Path<u64>) -> String {
        id.to_string()
    }
    main()
}
