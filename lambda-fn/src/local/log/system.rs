//! Lambda's own lines around each invocation, in the two forms that AWS calls system logs.

use std::fmt::Write;
use std::time::Duration;

use serde::Serialize;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};

use crate::local::event::{Report, Status};
use crate::logging::milliseconds;

const VERSION: &str = "$LATEST";

/// Lambda Developer Guide, "Configuring JSON and plain text log formats": the setting "applies to both system and
/// application logs".
#[derive(Clone, Copy)]
pub(crate) enum Format {
    Text,
    Json,
}

impl Format {
    /// The format that `AWS_LAMBDA_LOG_FORMAT` asks for.
    pub(crate) fn named(name: Option<&str>) -> Self {
        match name {
            Some(name) if name.eq_ignore_ascii_case("json") => Self::Json,
            _ => Self::Text,
        }
    }

    pub(super) fn start(self, request_id: &str) -> String {
        match self {
            Self::Text => format!("START RequestId: {request_id} Version: {VERSION}\n"),
            Self::Json => json("platform.start", Start { request_id, version: VERSION }),
        }
    }

    /// JSON has it in the status of the report.
    pub(super) fn timed_out(self, message: &str) -> String {
        match self {
            Self::Text => format!("{message}\n"),
            Self::Json => String::new(),
        }
    }

    /// Lambda Developer Guide, "Log-level filtering": by default there are "start" and "report" alone in JSON.
    pub(super) fn end(self, request_id: &str, report: &Report, memory: u32) -> String {
        match self {
            Self::Text => text_end(request_id, report, memory),
            Self::Json => json("platform.report", Ended::new(request_id, report, memory)),
        }
    }
}

/// What the answer to an event whose time is over says, and a line of the log in text.
pub(crate) fn timeout_message(request_id: &str, limit: Duration) -> String {
    format!("RequestId: {request_id} Error: Task timed out after {:.2} seconds", limit.as_secs_f64())
}

/// Whether a line is Lambda's own.
#[cfg(feature = "testing")]
pub(crate) fn is_system_line(line: &str) -> bool {
    let is_timeout = line.starts_with("RequestId: ") && line.contains(" Error: Task timed out after ");
    is_timeout || ["START", "END", "REPORT"].iter().any(|word| is_text_line(line, word)) || is_json_line(line)
}

#[cfg(feature = "testing")]
fn is_text_line(line: &str, word: &str) -> bool {
    line.strip_prefix(word).is_some_and(|rest| rest.starts_with(" RequestId: "))
}

#[cfg(feature = "testing")]
fn is_json_line(line: &str) -> bool {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        #[serde(rename = "time")]
        _time: String,
        r#type: String,
        #[serde(rename = "record")]
        _record: serde_json::Map<String, serde_json::Value>,
    }
    serde_json::from_str::<Line>(line).is_ok_and(|line| line.r#type.starts_with("platform."))
}

fn text_end(request_id: &str, report: &Report, memory: u32) -> String {
    let mut line = format!(
        "END RequestId: {request_id}\nREPORT RequestId: {request_id}\tDuration: {:.2} ms\tBilled Duration: {} ms\tMemory Size: {memory} MB",
        milliseconds(report.duration),
        billed_milliseconds(report)
    );
    if let Some(used) = report.max_memory_mb {
        let _ = write!(line, "\tMax Memory Used: {used} MB");
    }
    if let Some(init) = report.init {
        let _ = write!(line, "\tInit Duration: {:.2} ms", milliseconds(init));
    }
    line.push('\n');
    line
}

/// Lambda Developer Guide, "Lambda Telemetry API `Event` schema reference".
#[derive(Serialize)]
struct Line<R> {
    time: String,
    r#type: &'static str,
    record: R,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Start<'a> {
    request_id: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ended<'a> {
    request_id: &'a str,
    metrics: Metrics,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_type: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metrics {
    duration_ms: f64,
    billed_duration_ms: u64,
    #[serde(rename = "memorySizeMB")]
    memory_size_mb: u32,
    #[serde(rename = "maxMemoryUsedMB", skip_serializing_if = "Option::is_none")]
    max_memory_used_mb: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    init_duration_ms: Option<f64>,
}

impl<'a> Ended<'a> {
    fn new(request_id: &'a str, report: &'a Report, memory: u32) -> Self {
        let metrics = Metrics {
            duration_ms: milliseconds(report.duration),
            billed_duration_ms: billed_milliseconds(report),
            memory_size_mb: memory,
            max_memory_used_mb: report.max_memory_mb,
            init_duration_ms: report.init.map(milliseconds),
        };
        let (status, error_type) = match &report.status {
            Status::Success => ("success", None),
            Status::Error { error_type } => ("error", Some(error_type.as_str())),
            Status::Timeout => ("timeout", None),
        };
        Self { request_id, metrics, status, error_type }
    }
}

fn json(r#type: &'static str, record: impl Serialize) -> String {
    let line = serde_json::to_string(&Line { time: now(), r#type, record });
    // strings and numbers always serialise
    line.map(|line| line + "\n").unwrap_or_default()
}

/// To the millisecond, as Lambda has it.
fn now() -> String {
    const MILLISECONDS: usize = "2022-10-12T00:00:15.064".len();

    let mut time = String::new();
    // writing to a `String` does not fail
    let _ = SystemTime.format_time(&mut Writer::new(&mut time));
    time.truncate(MILLISECONDS);
    time + "Z"
}

fn billed_milliseconds(report: &Report) -> u64 {
    let billed = report.duration + report.init.unwrap_or_default();
    u64::try_from(billed.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}
