//! A process of a function, which does not outlive its test.

use std::io::Write;
use std::process::{Child, Command, ExitStatus, Stdio};

use super::lines::Lines;

pub(crate) struct Process {
    child: Child,
    stdout: Option<Lines>,
    stderr: Option<Lines>,
}

/// All that a process has left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: Vec<String>,
    pub(crate) stderr: Vec<String>,
}

impl Process {
    pub(crate) fn start(command: &mut Command, stdin: &[u8]) -> Self {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        child.stdin.take().unwrap().write_all(stdin).unwrap();
        let stdout = child.stdout.take().map(Lines::of);
        let stderr = child.stderr.take().map(Lines::of);
        Self { child, stdout, stderr }
    }

    /// Waits for a line on stderr that contains `part`.
    pub(crate) fn says(&mut self, part: &str) -> String {
        self.stderr.as_mut().unwrap().until(part)
    }

    /// What stood on stderr so far.
    pub(crate) fn said(&self) -> Vec<String> {
        self.stderr.as_ref().unwrap().so_far()
    }

    /// As ctrl-c does it.
    pub(crate) fn interrupt(&self) {
        let sent = Command::new("sh").args(["-c", &format!("kill -INT {}", self.child.id())]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until the process and those that it started have ended: they share its stderr.
    pub(crate) fn ends(mut self) -> Ended {
        let stderr = self.stderr.take().unwrap().all();
        let stdout = self.stdout.take().unwrap().all();
        Ended { status: self.child.wait().unwrap(), stdout, stderr }
    }

    pub(crate) fn kill(mut self) -> Ended {
        self.child.kill().unwrap();
        self.ends()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
