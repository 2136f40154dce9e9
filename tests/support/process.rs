use std::io::Write;
use std::process::{Child, Command, ExitStatus, Stdio};

use crate::lines::Lines;

/// A process, which does not outlive its test.
pub struct Process {
    child: Child,
    stdout: Lines,
    stderr: Lines,
}

/// All that a process has left behind.
#[derive(Debug)]
pub struct Ended {
    /// How it ended.
    pub status: ExitStatus,
    /// What other programs read.
    pub stdout: String,
    /// What people read, line by line.
    pub stderr: Vec<String>,
}

impl Process {
    /// Starts it with all that it will read from stdin.
    pub fn start(command: &mut Command, stdin: &[u8]) -> Self {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        child.stdin.take().unwrap().write_all(stdin).unwrap();
        let stdout = Lines::of(child.stdout.take().unwrap());
        let stderr = Lines::of(child.stderr.take().unwrap());
        Self { child, stdout, stderr }
    }

    /// The id that the system has given it.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the next line on stderr that contains `part`.
    pub fn says(&mut self, part: &str) -> String {
        self.stderr.until(part).trim_end_matches('\n').to_owned()
    }

    /// Sends a signal by its name: `INT` is ctrl-c.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.id())]).status().unwrap();
        assert!(sent.success());
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for its own end; processes that it has started may go on.
    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    /// Waits until nothing is left that could write to its outputs.
    pub fn ends(mut self) -> Ended {
        let stderr = self.stderr.all().iter().map(|line| line.trim_end_matches('\n').to_owned()).collect();
        let stdout = self.stdout.all().concat();
        Ended { status: self.wait(), stdout, stderr }
    }

    /// Ends it.
    pub fn kill(mut self) -> Ended {
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
