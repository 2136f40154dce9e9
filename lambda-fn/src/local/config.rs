//! What the emulator is told.

use std::ffi::OsString;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::gateway::Gateway;
use super::journal::Journal;
use crate::function::Function;

/// Lambda Developer Guide, "Configure Lambda function timeout": the default is 3 seconds.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(3);
/// Lambda Developer Guide, "Configure Lambda function memory": the default is 128 MB.
const DEFAULT_MEMORY: u32 = 128;
/// AWS's samples "Graceful shutdown with AWS Lambda": "500 ms for a runtime with an internal extension".
const SHUTDOWN_LIMIT: Duration = Duration::from_millis(500);
/// How many execution environments there are at the most; AWS begins with 1,000.
const DEFAULT_CONCURRENCY: usize = 10;

/// What the emulator runs, and how.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) name: String,
    /// MB
    pub(crate) memory: u32,
    /// `None`: invocations may take for ever.
    pub(crate) timeout: Option<Duration>,
    /// How long a process may take to end before it is killed.
    pub(crate) shutdown_limit: Duration,
    /// The execution environments that may exist at once.
    pub(crate) concurrency: usize,
    /// The events that one environment takes at once: more than one on Managed Instances.
    pub(crate) events_at_once: usize,
    /// What brings HTTP to the function, on every path that is not the invoke API's.
    pub(crate) http: Option<Gateway>,
    /// Whether events of the invocation type `Event` are tried again.
    pub(crate) retry: bool,
    /// Whether the child inherits the environment of this process.
    pub(crate) inherit: bool,
    /// The function's own environment; what the parent has set already wins.
    pub(crate) env: Vec<(String, String)>,
    /// Set for the child whatever the parent has.
    pub(crate) overrides: Vec<(String, String)>,
    /// Not set for the child, whoever sets it.
    pub(crate) removed: Vec<String>,
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<OsString>,
    /// The socket of the Runtime API where the function runs in this very process.
    pub(crate) inline: Option<TcpListener>,
    /// Whether the child's log is shown on this process's stderr.
    pub(crate) show_log: bool,
    /// What is kept for a test to read.
    pub(crate) journal: Option<Arc<Journal>>,
}

impl Config {
    pub(crate) fn new(function: &Function, program: PathBuf) -> Self {
        Self {
            name: function.name.to_owned(),
            memory: function.memory.unwrap_or(DEFAULT_MEMORY),
            timeout: Some(function.timeout.unwrap_or(DEFAULT_TIMEOUT)),
            shutdown_limit: SHUTDOWN_LIMIT,
            concurrency: DEFAULT_CONCURRENCY,
            events_at_once: crate::environment::max_concurrency().max(1) as usize,
            http: Gateway::of(function),
            retry: true,
            inherit: true,
            env: function.env.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
            overrides: Vec::new(),
            removed: Vec::new(),
            program,
            arguments: Vec::new(),
            inline: None,
            show_log: true,
            journal: None,
        }
    }

    /// A variable of the child, wherever it comes from, but for those that Lambda sets itself.
    pub(crate) fn variable(&self, name: &str) -> Option<OsString> {
        if self.removed.iter().any(|removed| removed == name) {
            return None;
        }
        let last = |variables: &[(String, String)]| {
            variables.iter().rfind(|(key, _)| key == name).map(|(_, value)| value.into())
        };
        last(&self.overrides).or_else(|| self.inherited(name)).or_else(|| last(&self.env))
    }

    /// A variable that the child has from this process.
    pub(crate) fn inherited(&self, name: &str) -> Option<OsString> {
        let is_passed = self.inherit && self.removed.iter().all(|removed| removed != name);
        is_passed.then(|| std::env::var_os(name)).flatten()
    }
}
