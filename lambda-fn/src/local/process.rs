//! The function's process.

use std::cell::Cell;
use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::rc::Rc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use super::child::Child;
use super::config::Config;
use super::log::{Drain, Log};
use super::{variables, watchdog};
use crate::exit::Exit;

/// Set for the child whose log ends on a terminal: its own stderr is a pipe.
pub(crate) const TERMINAL: &str = "LAMBDA_FN_TERMINAL";

pub(crate) struct Process {
    id: u32,
    memory_before_kill: Cell<Option<u64>>,
    /// `None` for this very process, which the emulator cannot end.
    child: Option<Watched>,
}

/// A child process, whose end a task waits for.
struct Watched {
    ended: watch::Receiver<Option<Result<ExitStatus, String>>>,
    ask: mpsc::UnboundedSender<Ending>,
    drain: Drain,
    /// The child ends when this closes: see [`watchdog`].
    _stdin: Option<ChildStdin>,
}

/// How the emulator ends a process.
enum Ending {
    /// SIGKILL
    Kill,
    /// SIGTERM, and SIGKILL where that takes too long.
    Terminate,
}

impl Process {
    pub(crate) fn spawn(config: &Config, api: SocketAddr, log_stream: &str, log: &Rc<Log>) -> Result<Self, Exit> {
        let mut command = Command::new(&config.program);
        if !config.inherit {
            command.env_clear();
        }
        command.args(&config.arguments).envs(variables::of(config, api, log_stream)).env(watchdog::WATCHED, "1");
        if config.show_log && std::io::stderr().is_terminal() {
            command.env(TERMINAL, "1");
        }
        for name in &config.removed {
            command.env_remove(name);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let program = config.program.display();
        let no_start = |error| Exit::new(format!("the function's process `{program}` does not start: {error}"));
        let mut child = Child::spawn(&mut command).map_err(no_start)?;
        let (stdout, stderr) = child.take_outputs().map_err(no_start)?;
        let drain = log.clone().follow(stdout, stderr);
        let (id, stdin) = (child.id(), child.take_stdin());
        let (tell, ended) = watch::channel(None);
        let (ask, mut asked) = mpsc::unbounded_channel();
        let (journal, limit) = (config.journal.clone(), config.shutdown_limit);
        tokio::task::spawn_local(async move {
            let status = tokio::select! {
                status = child.wait() => status,
                Some(ending) = asked.recv() => end(&mut child, &ending, limit).await,
            };
            what_it_has_sent().await;
            if let (Some(journal), Ok(status)) = (journal, &status) {
                journal.exit(*status);
            }
            tell.send_replace(Some(status.map_err(|error| error.to_string())));
        });
        Ok(Self { id, memory_before_kill: Cell::default(), child: Some(Watched { ended, ask, drain, _stdin: stdin }) })
    }

    /// This very process, of which the function is a part.
    pub(crate) fn inline() -> Self {
        Self { id: std::process::id(), memory_before_kill: Cell::default(), child: None }
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.child.as_ref().is_some_and(|child| child.ended.borrow().is_some())
    }

    /// Waits for the end, and says how it came in Lambda's words.
    pub(crate) async fn ended(&self) -> String {
        let Some(child) = &self.child else { return std::future::pending().await };
        let mut ended = child.ended.clone();
        let status = ended.wait_for(Option::is_some).await.ok().and_then(|status| status.clone());
        match status {
            Some(Ok(status)) => how(status),
            Some(Err(error)) => format!("the process is lost: {error}"),
            None => "the process is lost".to_owned(),
        }
    }

    /// Ends the process, where that can be done.
    pub(crate) async fn kill(&self) {
        self.end(Ending::Kill).await;
    }

    /// Asks the process to end, and ends it where it does not.
    pub(crate) async fn terminate(&self) {
        self.end(Ending::Terminate).await;
    }

    async fn end(&self, ending: Ending) {
        if let Some(child) = &self.child {
            // nothing tells afterwards
            self.memory_before_kill.set(self.max_memory_mb());
            // a process that has ended already hears of nothing
            let _ = child.ask.send(ending);
            self.ended().await;
        }
    }

    /// Returns when all that the process has written so far is in its log.
    pub(crate) async fn drain(&self) {
        let (done, drained) = oneshot::channel();
        if let Some(child) = &self.child
            && child.drain.send(done).is_ok()
        {
            let _ = drained.await;
        }
    }

    /// The most memory that the process has had, in MB: Linux tells.
    pub(crate) fn max_memory_mb(&self) -> Option<u64> {
        let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", self.id)) else {
            return self.memory_before_kill.get();
        };
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kilobytes.div_ceil(1024))
    }
}

/// Lets what a process has sent before its end be heard first: all of it is in the sockets by then, and each turn of tokio's
/// runtime reads what is there. A new connection takes four.
async fn what_it_has_sent() {
    const TURNS: usize = 16;
    for _ in 0..TURNS {
        tokio::task::yield_now().await;
    }
}

async fn end(child: &mut Child, ending: &Ending, limit: Duration) -> io::Result<ExitStatus> {
    if let Ending::Terminate = ending
        && child.terminate().is_ok()
        && let Ok(ended) = tokio::time::timeout(limit, child.wait()).await
    {
        return ended;
    }
    child.kill()?;
    child.wait().await
}

/// How a process ended, in the words of Lambda, which are Go's.
fn how(status: ExitStatus) -> String {
    if status.success() {
        return "Runtime exited without providing a reason".to_owned();
    }
    format!("Runtime exited with error: {}", reason(status))
}

#[cfg(unix)]
fn reason(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    let Some(signal) = status.signal() else {
        return format!("exit status {}", status.code().unwrap_or_default());
    };
    let name = match signal {
        1 => "hangup",
        2 => "interrupt",
        3 => "quit",
        4 => "illegal instruction",
        6 => "aborted",
        7 => "bus error",
        8 => "floating point exception",
        9 => "killed",
        11 => "segmentation fault",
        13 => "broken pipe",
        15 => "terminated",
        other => return format!("signal: signal {other}"),
    };
    match status.core_dumped() {
        true => format!("signal: {name} (core dumped)"),
        false => format!("signal: {name}"),
    }
}

#[cfg(not(unix))]
fn reason(status: ExitStatus) -> String {
    format!("exit status {}", status.code().unwrap_or_default())
}
