//! Functions on Lambda: each test runs a real binary under a local Lambda, or as Lambda would start it.

mod support;

mod api_faults;
mod batches;
mod concurrency;
mod decoding;
mod endurance;
mod error_kinds;
mod failures;
mod handler_forms;
mod http;
mod http_samples;
mod log_fields;
mod log_levels;
mod lost_workers;
mod payload_secrecy;
mod release;
mod runtime_api;
#[cfg(unix)]
mod shutdown;
mod start;
