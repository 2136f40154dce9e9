//! The function's own process.

use std::net::SocketAddr;
use std::process::{ExitStatus, Stdio};

use tokio::process::{Child, Command};

use super::emulator::Emulator;
use crate::environment::{FUNCTION_NAME, FUNCTION_VERSION, MEMORY_SIZE, RUNTIME_API};
use crate::exit::Exit;
use crate::function::Function;

/// Lambda Developer Guide, "Configure Lambda function memory": the default is 128 MB.
const DEFAULT_MEMORY: u32 = 128;

/// Keeps one process of the function; a fresh one takes the place of one that ended as soon as an event waits.
pub(super) async fn supervise(emulator: &Emulator, api: SocketAddr) -> Result<(), Exit> {
    loop {
        let mut process = spawn(emulator.function, api)?;
        let status = process.wait().await;
        let status = status.map_err(|error| Exit::new(format!("the function's process is lost: {error}")))?;
        emulator.process_ended(&how(status));
        emulator.until_event_waits().await;
    }
}

fn spawn(function: &Function, api: SocketAddr) -> Result<Child, Exit> {
    let executable = std::env::current_exe();
    let executable = executable.map_err(|error| Exit::new(format!("the executable cannot be found: {error}")))?;
    let mut command = Command::new(&executable);
    command.envs(function.env.iter().copied());
    command.env(RUNTIME_API, api.to_string());
    command.env(FUNCTION_NAME, function.name);
    command.env(FUNCTION_VERSION, "$LATEST");
    command.env(MEMORY_SIZE, function.memory.unwrap_or(DEFAULT_MEMORY).to_string());
    command.env("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{}", function.name));
    command.env("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    command.env("_HANDLER", "bootstrap");
    if let Some(folder) = executable.parent() {
        command.env("LAMBDA_TASK_ROOT", folder);
    }
    if std::env::var_os("AWS_REGION").is_none() {
        command.env("AWS_REGION", "us-east-1");
    }
    // stdout is the response's: what the function prints goes to stderr, with its log
    command.stdin(Stdio::null()).stdout(std::io::stderr()).kill_on_drop(true);
    command.spawn().map_err(|error| Exit::new(format!("the function's process does not start: {error}")))
}

/// How a process ended, in Lambda's words.
fn how(status: ExitStatus) -> String {
    status.to_string().replace("exit status: ", "exit status ")
}
