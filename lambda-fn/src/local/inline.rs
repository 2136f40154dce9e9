//! `LAMBDA_FN_LOCAL=inline`: the emulator and the function in one process, for debuggers.
//!
//! The process first becomes itself once more with Lambda's environment, since a running process cannot set variables
//! safely; then the emulator runs on a thread beside the function. Nothing can be killed there: time limits are
//! reported, not enforced.

use std::process::Command;

use super::config::Config;
use super::{arguments, server, variables};
use crate::exit::Exit;
use crate::function::Function;

/// The port of the Runtime API, in the process that has become both.
const PORT: &str = "LAMBDA_FN_INLINE_PORT";

pub(crate) fn is_wanted() -> bool {
    std::env::var("LAMBDA_FN_LOCAL").is_ok_and(|mode| mode == "inline")
}

/// Becomes this very command again, with Lambda's environment; returns only where that fails.
pub(crate) fn become_lambda(config: &Config) -> Exit {
    let port = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).and_then(|free| free.local_addr());
    let api = match port {
        Ok(address) => address,
        Err(error) => return Exit::new(format!("no port is free: {error}")),
    };
    let mut command = Command::new(&config.program);
    command.args(std::env::args_os().skip(1));
    command.envs(variables::of(config, api, "local/[$LATEST]1")).env(PORT, api.port().to_string());
    replace(&mut command)
}

#[cfg(unix)]
fn replace(command: &mut Command) -> Exit {
    use std::os::unix::process::CommandExt;
    Exit::new(format!("the process cannot become the function: {}", command.exec()))
}

#[cfg(not(unix))]
fn replace(_: &mut Command) -> Exit {
    Exit::new("`LAMBDA_FN_LOCAL=inline` needs Unix; attach the debugger to the function's process instead")
}

/// Starts the emulator beside the function, in the process that is to be both.
pub(crate) fn start(function: &'static Function) -> Result<(), Exit> {
    let Ok(port) = std::env::var(PORT) else { return Ok(()) };
    let port = port.parse().map_err(|_| Exit::new(format!("`{PORT}` is not a port; unset it")))?;
    let (ready, is_ready) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let ended = arguments::parse(function).and_then(|arguments| {
            let mut config = arguments.settings.config(function)?;
            let listener = server::bind(port).map_err(|error| Exit::new(format!("port {port} is taken: {error}")))?;
            config.inline = Some(listener);
            // this process is the one environment that there is
            config.concurrency = 1;
            let _ = ready.send(());
            super::block_on(async {
                let ended = super::run_command(function, arguments.command, config).await;
                // while the Runtime API is there: the function would take its end for an error
                end(ended)
            })
        });
        end(ended)
    });
    // where the thread fails, it ends the process itself
    let _ = is_ready.recv();
    Ok(())
}

fn end(ended: Result<(), Exit>) -> ! {
    std::process::exit(i32::from(crate::start::report_exit(ended)))
}
