//! The local Lambda: what `cargo run` starts where no Runtime API is named.
//!
//! A parent process serves Lambda's invoke API on loopback and runs this same executable as its child, with Lambda's
//! environment. So the function goes the very way that it goes on AWS: a hung handler is really killed, a crash is a
//! real one, and statics start clean.

mod arguments;
mod async_invocation;
mod child;
mod command_line;
pub(crate) mod config;
mod curl;
pub(crate) mod emulator;
mod environment;
pub(crate) mod event;
mod event_stream;
mod extensions_api;
pub(crate) mod fault;
pub(crate) mod gateway;
mod http;
mod inline;
pub(crate) mod invoke_api;
pub(crate) mod journal;
pub(crate) mod log;
mod origin;
mod process;
mod records;
mod runtime_api;
mod sample;
pub(crate) mod server;
mod variables;
mod watchdog;

use std::io::Write;

use crate::exit::Exit;
use crate::function::Function;
use arguments::{Arguments, Command};
use config::Config;
use emulator::{Emulator, Refused};
use event::{Answer, Event};

/// Found in the binaries that hold this module; a test looks for it in those that must not.
const MARKER: &str = "lambda-fn local Lambda";

pub(crate) fn run(function: &'static Function) -> Result<(), Exit> {
    let Arguments { command, settings } = arguments::parse(function)?;
    match &command {
        Command::Describe => return print(to_json(function)?.as_bytes()),
        Command::Deployment(deployment) => return deployment.run(function),
        Command::Serve { .. } | Command::Invoke { .. } => {}
    }
    let config = settings.config(function)?;
    match inline::is_wanted() {
        true => Err(inline::become_lambda(&config)),
        false => block_on(run_command(function, command, config)),
    }
}

/// Whether the emulator behind this process shows its log on a terminal.
pub(crate) fn shows_log_on_a_terminal() -> bool {
    std::env::var_os(process::TERMINAL).is_some()
}

/// Starts what the emulator has running in the function's own process.
pub(crate) fn beside(function: &'static Function) -> Result<(), Exit> {
    watchdog::start();
    inline::start(function)
}

async fn run_command(function: &Function, command: Command, config: Config) -> Result<(), Exit> {
    match command {
        Command::Describe | Command::Deployment(_) => Ok(()),
        Command::Serve { port } => serve(function, config, port).await,
        Command::Invoke { event, has_records } => invoke(config, event, has_records).await,
    }
}

fn block_on(run: impl Future<Output = Result<(), Exit>>) -> Result<(), Exit> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Exit::new(format!("tokio's runtime does not start: {error}")))?;
    tokio::task::LocalSet::new().block_on(&runtime, run)
}

async fn serve(function: &Function, config: Config, port: Option<u16>) -> Result<(), Exit> {
    let loopback = server::listen_for_people(port)?;
    let address = loopback.address()?;
    log::tell(format_args!("{} serves Lambda's invoke API on http://{address}; stop it with ctrl-c", config.name));
    if let Some(line) = curl::line(function, &config, address) {
        log::tell(format_args!("  {line}"));
    }
    if let Some(gateway) = &config.http {
        log::tell(format_args!("  {}", gateway.invitation(address)));
        if let Some(warning) = gateway.warning() {
            log::tell(format_args!("  {warning}"));
        }
    }

    let emulator = Emulator::new(config);
    emulator.warm_up()?;
    let stopped = async {
        let stopped = child::ctrl_c().await;
        stopped.map_err(|error| Exit::new(format!("ctrl-c cannot be waited for: {error}")))
    };
    let served = {
        let emulator = emulator.clone();
        loopback.serve(move |request| {
            let emulator = emulator.clone();
            async move { Some(invoke_api::answer(emulator, request).await) }
        })
    };
    let ended = tokio::select! {
        never = served => match never {},
        stopped = stopped => stopped,
    };
    emulator.stop().await;
    ended
}

async fn invoke(config: Config, payload: Vec<u8>, has_records: bool) -> Result<(), Exit> {
    let emulator = Emulator::new(config);
    let invocation = emulator.invoke(Event::new(payload.into())).map_err(Refused::into_exit)?;
    let answer = invocation.outcome().await.answer;
    emulator.stop().await;
    match answer {
        Answer::Response { body, .. } => {
            if let Some(failures) = has_records.then(|| records::failures(&body)).flatten() {
                eprintln!("{failures}");
            }
            print(&body)
        }
        Answer::FunctionError(body) => print(&body).and_then(|()| Err(Exit::silent())),
        Answer::Stream { .. } => unreachable!("an outcome is whole"),
    }
}

fn to_json(function: &Function) -> Result<String, Exit> {
    serde_json::to_string_pretty(function).map_err(|error| Exit::new(format!("no description: {error}")))
}

/// A reader that goes away, as `head` does, is no mistake.
fn print(text: &[u8]) -> Result<(), Exit> {
    let mut stdout = std::io::stdout();
    match stdout.write_all(text).and_then(|()| stdout.write_all(b"\n")) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Exit::new(format!("stdout cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
