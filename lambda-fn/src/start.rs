//! The process: how it begins, and what it says where it ends.

use std::process::ExitCode;

use crate::catch::install_hook;
use crate::environment;
use crate::exit::Exit;
use crate::function::Function;
use crate::local;
use crate::stderr::say;

/// The process: a Lambda function where a Runtime API is named, else whatever the command line asks for.
pub fn start(function: &'static Function, run: impl FnOnce() -> Result<(), Exit>) -> ExitCode {
    let ended = match environment::is_lambda() {
        true => environment::check().and_then(|()| local::beside(function)).and_then(|()| {
            install_hook();
            run()
        }),
        false => local::run(function),
    };
    report_exit(ended).into()
}

/// Says why the process ends, and with which status.
pub(crate) fn report_exit(ended: Result<(), Exit>) -> u8 {
    match ended {
        Ok(()) => 0,
        Err(exit) => {
            if !exit.is_silent() {
                say(format_args!("error: {exit}"));
            }
            1
        }
    }
}
