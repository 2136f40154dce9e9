//! The lints that people deny, in the file itself.

#![deny(warnings, missing_docs, unsafe_code, clippy::all, clippy::pedantic)]
#![deny(rust_2018_idioms, trivial_casts, unreachable_pub, unused_lifetimes, unused_qualifications)]

use lambda_fn::{Context, LambdaError, Result, lambda_fn};

/// An order that is refused.
#[derive(Debug, LambdaError)]
#[lambda(status = 404)]
pub struct Refused;

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {}

async fn setup() -> Result<String> {
    std::future::ready(Ok("Hello".to_owned())).await
}

/// Refuses.
///
/// # Errors
/// Always.
#[lambda_fn(init = setup, memory = 256, timeout = 30, env(TABLE = "orders"), managed_instances = true)]
pub async fn order(_name: String, _context: &Context, _greeting: &String) -> Result<(), Refused> {
    Err(Refused)
}
