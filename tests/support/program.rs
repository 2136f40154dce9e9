use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Ended, Process, workspace};

/// A binary, and the environment that it will have: nothing is inherited.
#[derive(Clone)]
pub struct Program {
    binary: PathBuf,
    environment: BTreeMap<String, String>,
}

impl Program {
    /// With no environment at all.
    pub fn at(binary: impl Into<PathBuf>) -> Self {
        Self { binary: binary.into(), environment: BTreeMap::new() }
    }

    /// Where the binary is.
    pub fn binary(&self) -> &Path {
        &self.binary
    }

    /// Sets a variable.
    #[expect(clippy::needless_pass_by_value, reason = "a call reads better without `&`")]
    #[must_use]
    pub fn env(mut self, name: &str, value: impl ToString) -> Self {
        self.environment.insert(name.to_owned(), value.to_string());
        self
    }

    /// Takes a variable out, which has to be set.
    #[must_use]
    pub fn without(mut self, variable: &str) -> Self {
        self.environment.remove(variable).unwrap();
        self
    }

    /// Runs it in the folder of the workspace, with all that it reads from stdin.
    pub fn run(&self, args: &[&str], stdin: &[u8]) -> Process {
        let mut command = Command::new(&self.binary);
        command.args(args).env_clear().envs(&self.environment).current_dir(workspace());
        Process::start(&mut command, stdin)
    }

    /// Runs it to its end.
    pub fn output(&self, args: &[&str]) -> Ended {
        self.run(args, b"").ends()
    }
}
