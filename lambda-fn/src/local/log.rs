//! The log of an execution environment: what its process writes, and Lambda's own lines around each invocation.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::io::Write as _;
use std::rc::Rc;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::{ChildStderr, ChildStdout};
use tokio::sync::{mpsc, oneshot};

use super::config::Config;
use super::event::Report;

/// Kept of the log of one environment: enough for the tail that an invocation can ask for, and for a test to read.
const KEPT: usize = 1024 * 1024;

/// Lambda's API reference, `Invoke`: `LogResult` is "the last 4 KB of the execution log".
const TAIL: usize = 4096;

pub(crate) struct Log {
    show: bool,
    kept: RefCell<Vec<u8>>,
    /// How many bytes were dropped before `kept`.
    dropped: Cell<usize>,
}

/// Asks for everything that the process has written so far.
pub(crate) type Drain = mpsc::UnboundedSender<oneshot::Sender<()>>;

impl Log {
    pub(crate) fn new(config: &Config) -> Self {
        Self { show: config.show_log, kept: RefCell::default(), dropped: Cell::new(0) }
    }

    pub(crate) fn write(&self, bytes: &[u8]) {
        if self.show {
            // a closed stderr is no reason to stop the function
            let _ = std::io::stderr().write_all(bytes);
        }
        let mut kept = self.kept.borrow_mut();
        kept.extend_from_slice(bytes);
        let excess = kept.len().saturating_sub(KEPT);
        kept.drain(..excess);
        self.dropped.set(self.dropped.get() + excess);
    }

    /// A place to read on from.
    pub(crate) fn mark(&self) -> usize {
        self.dropped.get() + self.kept.borrow().len()
    }

    pub(crate) fn since(&self, mark: usize) -> Vec<u8> {
        let kept = self.kept.borrow();
        kept.get(mark.saturating_sub(self.dropped.get())..).unwrap_or_default().to_vec()
    }

    pub(crate) fn start(&self, request_id: &str) {
        self.write(format!("START RequestId: {request_id} Version: $LATEST\n").as_bytes());
    }

    pub(crate) fn end(&self, request_id: &str, report: &Report, memory: u32) {
        let milliseconds = |duration: Duration| duration.as_secs_f64() * 1000.0;
        let billed = milliseconds(report.duration + report.init.unwrap_or_default()).ceil();
        let mut line = format!(
            "END RequestId: {request_id}\nREPORT RequestId: {request_id}\tDuration: {:.2} ms\tBilled Duration: {billed} ms\tMemory Size: {memory} MB",
            milliseconds(report.duration)
        );
        if let Some(used) = report.max_memory_mb {
            let _ = write!(line, "\tMax Memory Used: {used} MB");
        }
        if let Some(init) = report.init {
            let _ = write!(line, "\tInit Duration: {:.2} ms", milliseconds(init));
        }
        line.push('\n');
        self.write(line.as_bytes());
    }

    /// Reads what a process writes until both of its outputs are closed.
    pub(crate) fn follow(self: Rc<Self>, mut stdout: ChildStdout, mut stderr: ChildStderr) -> Drain {
        let (drain, mut asked) = mpsc::unbounded_channel::<oneshot::Sender<()>>();
        tokio::task::spawn_local(async move {
            let (mut out, mut err) = ([0; 8192], [0; 8192]);
            let (mut out_open, mut err_open) = (true, true);
            while out_open || err_open {
                // in this order: who asks is answered when there is nothing left to read
                tokio::select! {
                    biased;
                    read = stdout.read(&mut out), if out_open => out_open = self.took(&out, read),
                    read = stderr.read(&mut err), if err_open => err_open = self.took(&err, read),
                    Some(done) = asked.recv() => drop(done.send(())),
                }
            }
        });
        drain
    }

    /// Keeps what was read; `false` at the end.
    fn took(&self, buffer: &[u8], read: std::io::Result<usize>) -> bool {
        let bytes = read.ok().and_then(|count| buffer.get(..count)).unwrap_or_default();
        self.write(bytes);
        !bytes.is_empty()
    }
}

pub(crate) fn tail(log: &[u8]) -> &[u8] {
    &log[log.len().saturating_sub(TAIL)..]
}
