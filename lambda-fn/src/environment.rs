//! What Lambda gives a process through its environment, checked before `lambda_runtime` reads it: that one panics.

use std::env;

use http::Uri;

use crate::exit::Exit;

pub(crate) const RUNTIME_API: &str = "AWS_LAMBDA_RUNTIME_API";
pub(crate) const FUNCTION_NAME: &str = "AWS_LAMBDA_FUNCTION_NAME";
pub(crate) const FUNCTION_VERSION: &str = "AWS_LAMBDA_FUNCTION_VERSION";
pub(crate) const MEMORY_SIZE: &str = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";
pub(crate) const MAX_CONCURRENCY: &str = "AWS_LAMBDA_MAX_CONCURRENCY";
pub(crate) const LOG_FORMAT: &str = "AWS_LAMBDA_LOG_FORMAT";

/// Whether the process runs as a Lambda function, on AWS or under an emulator.
pub(crate) fn is_lambda() -> bool {
    env::var_os(RUNTIME_API).is_some()
}

/// Checks every variable without which `lambda_runtime` does not start.
pub(crate) fn check() -> Result<(), Exit> {
    runtime_api()?;
    variable(FUNCTION_NAME)?;
    variable(FUNCTION_VERSION)?;
    match variable(MEMORY_SIZE)?.parse::<i32>() {
        Ok(_) => Ok(()),
        Err(_) => Err(Exit::new(format!("`{MEMORY_SIZE}` is not a number; it is the memory in MB"))),
    }
}

/// Host and port of the Runtime API.
pub(crate) fn runtime_api() -> Result<(String, u16), Exit> {
    const HTTP: u16 = 80;
    let address = |uri: Uri| {
        let authority = uri.authority()?;
        let port = match authority.as_str().contains(':') {
            true => authority.port_u16()?,
            false => HTTP,
        };
        Some((authority.host().to_owned(), port))
    };
    let api = variable(RUNTIME_API)?.parse().ok().and_then(address);
    api.ok_or_else(|| Exit::new(format!("`{RUNTIME_API}` is not `host:port`; Lambda and its emulators set it")))
}

/// How many events Lambda may send at once.
pub(crate) fn max_concurrency() -> u32 {
    env::var(MAX_CONCURRENCY).ok().and_then(|value| value.parse().ok()).unwrap_or(1)
}

pub(crate) fn variable(name: &str) -> Result<String, Exit> {
    env::var(name).map_err(|error| match error {
        env::VarError::NotPresent => Exit::new(format!("`{name}` is not set; Lambda and its emulators set it")),
        env::VarError::NotUnicode(_) => {
            Exit::new(format!("`{name}` is not valid Unicode; Lambda and its emulators set it"))
        }
    })
}
