//! A function under test, before it runs and while it does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::process::{Ended, Process};
use super::runtime_api::{Event, Reply, RuntimeApi};
use super::{programs, workspace};

/// A binary, and the environment that it will have: nothing is inherited.
pub(crate) struct Function {
    binary: PathBuf,
    environment: BTreeMap<String, String>,
}

pub(crate) fn example(name: &str) -> Function {
    Function::at(programs::example(name))
}

pub(crate) fn behaviour() -> Function {
    Function::at(env!("CARGO_BIN_EXE_fixture-behaviour"))
}

pub(crate) fn concurrent(handler: &str) -> Function {
    Function::at(env!("CARGO_BIN_EXE_fixture-concurrent")).env("HANDLER", handler)
}

pub(crate) fn errors(handler: &str) -> Function {
    Function::at(env!("CARGO_BIN_EXE_fixture-errors")).env("HANDLER", handler)
}

pub(crate) fn forms(handler: &str) -> Function {
    Function::at(env!("CARGO_BIN_EXE_fixture-forms")).env("HANDLER", handler)
}

pub(crate) fn init(handler: &str) -> Function {
    Function::at(env!("CARGO_BIN_EXE_fixture-init")).env("HANDLER", handler)
}

pub(crate) fn logs(handler: &str) -> Function {
    Function::at(env!("CARGO_BIN_EXE_fixture-logs")).env("HANDLER", handler)
}

pub(crate) fn triggers() -> Function {
    Function::at(env!("CARGO_BIN_EXE_fixture-triggers"))
}

impl Function {
    pub(crate) fn at(binary: impl Into<PathBuf>) -> Self {
        Self { binary: binary.into(), environment: BTreeMap::new() }
    }

    pub(crate) fn binary(&self) -> &Path {
        &self.binary
    }

    #[expect(clippy::needless_pass_by_value, reason = "a call reads better without `&`")]
    pub(crate) fn env(mut self, name: &str, value: impl ToString) -> Self {
        self.environment.insert(name.to_owned(), value.to_string());
        self
    }

    pub(crate) fn json_logs(self) -> Self {
        self.env("AWS_LAMBDA_LOG_FORMAT", "JSON")
    }

    /// The environment of a function on Lambda, but for the Runtime API.
    pub(crate) fn on_lambda(self) -> Self {
        self.env("AWS_LAMBDA_FUNCTION_NAME", "tested")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
    }

    pub(crate) fn without(mut self, variable: &str) -> Self {
        self.environment.remove(variable).unwrap();
        self
    }

    /// Runs it against a Runtime API.
    pub(crate) fn start(self) -> Running {
        let api = RuntimeApi::start();
        let process = self.on_lambda().env("AWS_LAMBDA_RUNTIME_API", api.address).run(&[], b"");
        Running { api, process }
    }

    /// Runs it as it is.
    pub(crate) fn run(&self, args: &[&str], stdin: &[u8]) -> Process {
        let mut command = Command::new(&self.binary);
        command.args(args).env_clear().envs(&self.environment).current_dir(workspace());
        Process::start(&mut command, stdin)
    }
}

/// A function that polls a Runtime API for events.
pub(crate) struct Running {
    api: RuntimeApi,
    process: Process,
}

impl Running {
    /// Sends an event and waits for what becomes of it.
    #[track_caller]
    pub(crate) fn invoke(&self, event: impl Into<Event>) -> Reply {
        let request_id = self.send(event);
        let reply = self.reply();
        assert!(reply.is_of(&request_id), "{} is of another event", reply.path);
        reply
    }

    /// Sends an event; its request id.
    pub(crate) fn send(&self, event: impl Into<Event>) -> String {
        let event = event.into();
        let request_id = event.request_id.clone();
        self.api.send(event);
        request_id
    }

    /// What the function posts next.
    #[track_caller]
    pub(crate) fn reply(&self) -> Reply {
        self.api.reply().unwrap_or_else(|| panic!("the function posts nothing: {:#?}", self.process.said()))
    }

    #[track_caller]
    pub(crate) fn serves(&self, event: impl Into<Event>, response: impl Into<Value>) {
        assert_eq!(self.invoke(event).response(), response.into());
    }

    /// Waits until the process ends of itself.
    pub(crate) fn ends(self) -> Ended {
        let ended = self.process.ends();
        assert!(!self.api.has_another_reply(), "a reply that no test looked at");
        ended
    }

    /// Ends the process; what it has logged.
    pub(crate) fn log(self) -> Vec<String> {
        let log = self.process.kill().stderr;
        assert!(!self.api.has_another_reply(), "a reply that no test looked at");
        log
    }

    /// Ends the process; what it has logged, in JSON.
    #[track_caller]
    pub(crate) fn json_log(self) -> Vec<Value> {
        super::json_lines(&self.log())
    }
}
