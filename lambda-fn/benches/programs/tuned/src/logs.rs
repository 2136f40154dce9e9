//! Lines on stderr, with `RUST_LOG` for targets and Lambda's level for the rest.

use std::env;
use std::io;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

pub fn init() {
    let targets = env::var("RUST_LOG").ok().and_then(|list| list.parse().ok()).unwrap_or_else(Targets::new);
    let level = env::var("AWS_LAMBDA_LOG_LEVEL").ok().and_then(|level| level.parse().ok());
    let targets = targets.with_default(level.unwrap_or(LevelFilter::INFO));
    let lines = tracing_subscriber::fmt::layer().without_time().with_writer(io::stderr);
    tracing_subscriber::registry().with(targets).with(lines).init();
}
