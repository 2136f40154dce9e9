use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use crate::function::Function;

/// Lambda Developer Guide, "Configure Lambda function timeout": the default is 3 seconds.
pub(super) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(3);
/// Lambda Developer Guide, "Configure Lambda function memory": the default is 128 MB.
const DEFAULT_MEMORY: u32 = 128;
/// How many execution environments there are at the most; AWS begins with 1,000.
pub(super) const DEFAULT_CONCURRENCY: usize = 10;

/// What the emulator runs, and how.
pub(super) struct Config {
    pub(super) name: String,
    /// MB
    pub(super) memory: u32,
    /// `None`: invocations may take for ever.
    pub(super) timeout: Option<Duration>,
    /// The execution environments that may exist at once.
    pub(super) concurrency: usize,
    /// The events that one environment takes at once: more than one on Managed Instances.
    pub(super) events_at_once: usize,
    /// Whether events of the invocation type `Event` are tried again.
    pub(super) retry: bool,
    /// The function's own environment; what the parent has set already wins.
    pub(super) env: Vec<(String, String)>,
    /// Set for the child whatever the parent has.
    pub(super) overrides: Vec<(String, String)>,
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<OsString>,
    /// Whether the child's log is shown on this process's stderr.
    pub(super) show_log: bool,
}

impl Config {
    pub(super) fn new(function: &Function, program: PathBuf) -> Self {
        Self {
            name: function.name.to_owned(),
            memory: function.memory.unwrap_or(DEFAULT_MEMORY),
            timeout: Some(function.timeout.unwrap_or(DEFAULT_TIMEOUT)),
            concurrency: DEFAULT_CONCURRENCY,
            events_at_once: crate::environment::max_concurrency().max(1) as usize,
            retry: true,
            env: function.env.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
            overrides: Vec::new(),
            program,
            arguments: Vec::new(),
            show_log: true,
        }
    }
}
