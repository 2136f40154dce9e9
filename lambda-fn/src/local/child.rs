//! A child process that can be ended while it is waited for, its outputs, and ctrl-c.
//!
//! tokio has these too, but its features `process` and `signal` give every function a signal driver at its start, also
//! in release builds, where there is no local Lambda.

use std::io;
use std::process::{ChildStdin, Command, ExitStatus};
use std::sync::Arc;

use shared_child::SharedChild;
use tokio::io::AsyncRead;
use tokio::sync::oneshot;

/// It is killed when this is dropped.
pub(super) struct Child {
    process: Arc<SharedChild>,
    ended: oneshot::Receiver<io::Result<ExitStatus>>,
}

impl Child {
    pub(super) fn spawn(command: &mut Command) -> io::Result<Self> {
        let process = Arc::new(SharedChild::spawn(command)?);
        let (tell, ended) = oneshot::channel();
        let child = Self { process: process.clone(), ended };
        // it outlives a `Child` that is dropped, so that no process is left as a zombie
        let waiting = std::thread::Builder::new().name("child".to_owned());
        waiting.spawn(move || tell.send(process.wait()))?;
        Ok(child)
    }

    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Waits for the end, which is told once.
    pub(super) async fn wait(&mut self) -> io::Result<ExitStatus> {
        (&mut self.ended).await.unwrap_or_else(|_| Err(io::Error::other("nothing waits for it")))
    }

    /// Sends SIGKILL; a process that has ended hears of nothing.
    pub(super) fn kill(&self) -> io::Result<()> {
        self.process.kill()
    }

    /// Sends SIGTERM; a process that has ended hears of nothing.
    #[cfg(unix)]
    pub(super) fn terminate(&self) -> io::Result<()> {
        use shared_child::unix::SharedChildExt;
        self.process.send_signal(signal_hook::consts::SIGTERM)
    }

    #[cfg(not(unix))]
    pub(super) fn terminate(&self) -> io::Result<()> {
        self.kill()
    }

    pub(super) fn take_stdin(&self) -> Option<ChildStdin> {
        self.process.take_stdin()
    }

    /// The outputs that are pipes, for once.
    pub(super) fn take_outputs(&self) -> io::Result<(impl AsyncRead + Unpin + use<>, impl AsyncRead + Unpin + use<>)> {
        let no_pipe = || io::Error::other("an output is no pipe");
        let stdout = self.process.take_stdout().ok_or_else(no_pipe)?;
        let stderr = self.process.take_stderr().ok_or_else(no_pipe)?;
        Ok((reader(stdout)?, reader(stderr)?))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // nobody is left to be told
        let _ = self.kill();
    }
}

#[cfg(unix)]
fn reader(pipe: impl Into<std::os::fd::OwnedFd>) -> io::Result<tokio::net::unix::pipe::Receiver> {
    tokio::net::unix::pipe::Receiver::from_owned_fd(pipe.into())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
fn reader(pipe: impl Into<std::os::windows::io::OwnedHandle>) -> io::Result<tokio::fs::File> {
    Ok(tokio::fs::File::from_std(pipe.into().into()))
}

/// Waits for ctrl-c, which from then on ends this process no longer.
#[cfg(unix)]
pub(super) async fn ctrl_c() -> io::Result<()> {
    use tokio::io::AsyncReadExt;
    let (asked, ask) = io::pipe()?;
    signal_hook::low_level::pipe::register(signal_hook::consts::SIGINT, ask)?;
    reader(asked)?.read_u8().await.map(drop)
}

#[cfg(not(unix))]
pub(super) use tokio::signal::ctrl_c;

#[cfg(all(test, unix))]
mod tests {
    use std::process::Stdio;

    use tokio::io::AsyncReadExt;

    use super::*;

    fn spawn(program: &str, arguments: &[&str]) -> Child {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Child::spawn(&mut command).unwrap()
    }

    #[tokio::test]
    async fn one_that_is_dropped_is_killed() {
        let child = spawn("sleep", &["1000"]);
        let (mut stdout, _stderr) = child.take_outputs().unwrap();
        drop(child);
        assert_eq!(stdout.read(&mut [0]).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn the_signal_that_ended_it_is_told() {
        use std::os::unix::process::ExitStatusExt;
        let mut child = spawn("sleep", &["1000"]);
        child.terminate().unwrap();
        assert_eq!(child.wait().await.unwrap().signal(), Some(15));
        child.kill().unwrap();
    }
}
