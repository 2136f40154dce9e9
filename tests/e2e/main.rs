//! Real binaries over HTTP: each test runs a function as Lambda, or a person at a terminal, would run it.

#![cfg_attr(
    not(debug_assertions),
    allow(dead_code, unused_imports, reason = "the local Lambda is not in release builds")
)]

mod support;

mod concurrency;
mod decoding;
mod error_kinds;
mod failures;
mod handler_forms;
#[cfg(debug_assertions)]
mod local_commands;
#[cfg(debug_assertions)]
mod local_server;
mod log_fields;
mod log_levels;
mod payload_secrecy;
mod release;
mod start;
