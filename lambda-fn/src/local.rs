//! The local Lambda: what `cargo run` starts where no Runtime API is named.
//!
//! A parent process serves Lambda's APIs on loopback and runs this same executable as its child, with Lambda's
//! environment. So the function goes the very way that it goes on AWS, and a crash is a real one.

mod command;
mod emulator;
mod function_process;
mod http;
mod invoke_api;
mod runtime_api;
mod server;

use std::io::Write;
use std::rc::Rc;

use tokio::net::TcpListener;

use crate::exit::Exit;
use crate::function::Function;
use command::Command;
use emulator::{Answer, Emulator};

/// Found in the binaries that hold this module; a test looks for it in those that must not.
const MARKER: &str = "lambda-fn local Lambda";

const HELP: &str = "\
Commands:
  serve            serve Lambda's invoke API on this machine (the default)
  invoke <EVENT>   run one event and print the response; EVENT is JSON, a file, or `-` for stdin
  describe         print the function's description as JSON

Environment:
  LAMBDA_FN_PORT          the port to serve on; default 9000, or the next free one
  AWS_LAMBDA_LOG_LEVEL    TRACE, DEBUG, INFO (default), WARN, ERROR or FATAL
  AWS_LAMBDA_LOG_FORMAT   JSON or Text (default)";

pub(crate) fn run(function: &'static Function) -> Result<(), Exit> {
    match Command::from_args(std::env::args_os().skip(1))? {
        Command::Help => print(&format!("{}: {MARKER}\n\n{HELP}", function.name)),
        Command::Describe => print(&to_json(function)?),
        Command::Serve => block_on(serve(function)),
        Command::Invoke(event) => block_on(invoke(function, event)),
    }
}

fn block_on(run: impl Future<Output = Result<(), Exit>>) -> Result<(), Exit> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Exit::new(format!("tokio's runtime does not start: {error}")))?;
    tokio::task::LocalSet::new().block_on(&runtime, run)
}

async fn serve(function: &'static Function) -> Result<(), Exit> {
    let listener = server::listen_for_people().await?;
    let address = server::address(&listener)?;
    let emulator = Rc::new(Emulator::new(function));
    eprintln!("{} serves Lambda's invoke API on http://{address}; stop it with ctrl-c", function.name);
    eprintln!("  curl -d {} http://{address}{}", sample_event(), invoke_api::path(function.name));

    tokio::select! {
        ended = run_function(listener, emulator) => ended,
        stopped = tokio::signal::ctrl_c() => {
            stopped.map_err(|error| Exit::new(format!("ctrl-c cannot be waited for: {error}")))
        }
    }
}

async fn invoke(function: &'static Function, event: Vec<u8>) -> Result<(), Exit> {
    let listener = server::listen_on(0).await.map_err(|error| Exit::new(error.to_string()))?;
    let emulator = Rc::new(Emulator::new(function));
    let answer = tokio::select! {
        ended = run_function(listener, emulator.clone()) => return ended,
        answer = emulator.invoke(event.into()) => answer,
    };
    let (body, ended) = match answer {
        Answer::Response(body) => (body, Ok(())),
        Answer::FunctionError(body) => (body, Err(Exit::silent())),
    };
    print(&String::from_utf8_lossy(&body))?;
    ended
}

/// Serves both APIs and keeps the function's process running; ends only with an error.
async fn run_function(listener: TcpListener, emulator: Rc<Emulator>) -> Result<(), Exit> {
    let address = server::address(&listener)?;
    tokio::select! {
        ended = server::serve(listener, emulator.clone()) => ended,
        ended = function_process::supervise(&emulator, address) => ended,
    }
}

/// What `curl` can send: the project's own `event.json` where there is one.
fn sample_event() -> String {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(std::path::PathBuf::from).unwrap_or_default();
    let file = manifest.join("event.json");
    let here = std::env::current_dir().unwrap_or_default();
    let file = file.strip_prefix(&here).unwrap_or(&file);
    match file.is_file() {
        true => format!("'@{}'", file.display()),
        false => "'{}'".to_owned(),
    }
}

fn to_json(function: &Function) -> Result<String, Exit> {
    serde_json::to_string_pretty(function).map_err(|error| Exit::new(format!("no description: {error}")))
}

/// A reader that goes away, as `head` does, is no mistake.
fn print(text: &str) -> Result<(), Exit> {
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Exit::new(format!("stdout cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
