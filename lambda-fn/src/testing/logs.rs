//! What a function logs, line by line.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value};
use tracing::subscriber::DefaultGuard;

use crate::local::log::system::is_system_line;

/// A line of a function's log; `to_string` gives it as it stands.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LogLine {
    /// `TRACE` to `ERROR`; `None` for what was printed past the log.
    pub level: Option<String>,
    /// The message; all of the line where it was printed past the log.
    pub message: String,
    /// Every key of the line, as `AWS_LAMBDA_LOG_FORMAT=JSON` has them: `requestId`, the event's own fields, and so on.
    pub fields: Map<String, Value>,
    text: String,
}

impl LogLine {
    pub(super) fn parse(line: &str) -> Self {
        let text = line.to_owned();
        match serde_json::from_str(line) {
            Ok(Value::Object(fields)) => {
                let value = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
                Self { level: value("level"), message: value("message").unwrap_or_default(), fields, text }
            }
            _ => Self { level: None, message: text.clone(), fields: Map::new(), text },
        }
    }
}

impl fmt::Display for LogLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The lines of a log that are the function's, not Lambda's own.
pub(super) fn of_function(log: &str) -> Vec<LogLine> {
    log.lines().filter(|line| !is_system_line(line)).map(LogLine::parse).collect()
}

/// Collects what this thread logs through `tracing`, until it is dropped.
///
/// ```
/// # use lambda_fn::testing::capture_logs;
/// let logs = capture_logs();
/// tracing::warn!(item = "bolt", "little is left");
/// let lines = logs.lines();
/// assert_eq!(lines[0].message, "little is left");
/// assert_eq!(lines[0].fields["item"], "bolt");
/// ```
#[must_use]
pub fn capture_logs() -> CapturedLogs {
    let written = Written::default();
    let writer = written.clone();
    let subscriber = crate::logging::json_lines("test", move || writer.clone());
    CapturedLogs { written, _guard: tracing::subscriber::set_default(subscriber) }
}

/// What a thread has logged; see [`capture_logs`].
#[derive(Debug)]
pub struct CapturedLogs {
    written: Written,
    _guard: DefaultGuard,
}

impl CapturedLogs {
    /// The lines so far.
    #[must_use]
    pub fn lines(&self) -> Vec<LogLine> {
        let written = self.written.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&written).lines().map(LogLine::parse).collect()
    }
}

#[derive(Clone, Debug, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
