//! The log of an execution environment: what its process writes, and Lambda's own lines around each invocation.

pub(crate) mod system;

use std::cell::{Cell, RefCell};
use std::ffi::OsStr;
use std::fmt;
use std::io::Write;
use std::rc::Rc;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::sync::{mpsc, oneshot};

use super::config::Config;
use super::event::Report;
use crate::environment::LOG_FORMAT;
use system::Format;

/// Kept of the log of one environment: enough for the tail that an invocation can ask for, and for a test to read.
const KEPT: usize = 1024 * 1024;

/// Lambda's API reference, `Invoke`: `LogResult` is "the last 4 KB of the execution log".
const TAIL: usize = 4096;

pub(crate) struct Log {
    format: Format,
    show: bool,
    kept: RefCell<Vec<u8>>,
    /// How many bytes were dropped before `kept`.
    dropped: Cell<usize>,
}

/// Asks for everything that the process has written so far.
pub(crate) type Drain = mpsc::UnboundedSender<oneshot::Sender<()>>;

impl Log {
    pub(crate) fn new(config: &Config) -> Self {
        let format = config.variable(LOG_FORMAT);
        let format = Format::named(format.as_deref().and_then(OsStr::to_str));
        Self { format, show: config.show_log, kept: RefCell::default(), dropped: Cell::new(0) }
    }

    pub(crate) fn write(&self, bytes: &[u8]) {
        if self.show {
            show(bytes);
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
        self.write(self.format.start(request_id).as_bytes());
    }

    pub(crate) fn timed_out(&self, message: &str) {
        self.write(self.format.timed_out(message).as_bytes());
    }

    pub(crate) fn end(&self, request_id: &str, report: &Report, memory: u32) {
        self.write(self.format.end(request_id, report, memory).as_bytes());
    }

    /// Reads what a process writes until both of its outputs are closed.
    pub(crate) fn follow(
        self: Rc<Self>,
        mut stdout: impl AsyncRead + Unpin + 'static,
        mut stderr: impl AsyncRead + Unpin + 'static,
    ) -> Drain {
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

thread_local! {
    static IS_OF_A_TEST: Cell<bool> = const { Cell::new(false) };
}

/// What this thread tells is shown with the output of the test that has started it.
#[cfg(feature = "testing")]
pub(crate) fn is_of_a_test() {
    IS_OF_A_TEST.set(true);
}

/// Tells people a line on stderr.
pub(crate) fn tell(line: fmt::Arguments<'_>) {
    match IS_OF_A_TEST.get() {
        // nothing else is captured
        true => eprintln!("{line}"),
        false => show(format!("{line}\n").as_bytes()),
    }
}

/// A closed stderr is no reason to stop the function, or what serves it.
fn show(bytes: &[u8]) {
    let _ = std::io::stderr().write_all(bytes);
}
