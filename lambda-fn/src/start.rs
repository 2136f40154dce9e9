//! The process: how it begins, and what it says where it ends.

use std::process::ExitCode;

use crate::catch::install_hook;
use crate::environment;
use crate::exit::Exit;
use crate::function::Function;

/// The process: a Lambda function where a Runtime API is named, else whatever the command line asks for.
pub fn start(function: &'static Function, run: impl FnOnce() -> Result<(), Exit>) -> ExitCode {
    let ended = match environment::is_lambda() {
        true => environment::check().and_then(|()| beside_the_function(function)).and_then(|()| {
            install_hook();
            run()
        }),
        false => at_home(function),
    };
    report_exit(ended).into()
}

/// Says why the process ends, and with which status.
pub(crate) fn report_exit(ended: Result<(), Exit>) -> u8 {
    match ended {
        Ok(()) => 0,
        Err(exit) => {
            if !exit.is_silent() {
                eprintln!("error: {exit}");
            }
            1
        }
    }
}

/// What the emulator has running in the function's own process.
#[cfg(any(debug_assertions, feature = "local-release"))]
fn beside_the_function(function: &'static Function) -> Result<(), Exit> {
    crate::local::watchdog::start();
    crate::local::inline::start(function)
}

#[cfg(not(any(debug_assertions, feature = "local-release")))]
fn beside_the_function(_: &'static Function) -> Result<(), Exit> {
    Ok(())
}

#[cfg(any(debug_assertions, feature = "local-release"))]
fn at_home(function: &'static Function) -> Result<(), Exit> {
    crate::local::run(function)
}

#[cfg(not(any(debug_assertions, feature = "local-release")))]
fn at_home(_: &'static Function) -> Result<(), Exit> {
    Err(Exit::new(
        "this is the release build of a Lambda function; deploy it, or run it locally with `cargo run` (a debug build) or with the feature `local-release`",
    ))
}
