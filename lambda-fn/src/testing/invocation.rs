//! What came of an event.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::logs::{self, LogLine};
use crate::local::event::{Answer, Report};

/// The error that a function, or Lambda on its behalf, answered with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FunctionError {
    /// The type, as `Retry` and `Catch` of Step Functions see it.
    #[serde(default)]
    pub error_type: String,
    /// The message.
    #[serde(default)]
    pub error_message: String,
}

/// What came of one event.
#[derive(Clone, Debug)]
pub struct Invocation {
    request_id: String,
    answer: Result<Vec<u8>, FunctionError>,
    log: String,
    duration: Duration,
    init: Option<Duration>,
    max_memory_mb: Option<u64>,
}

impl Invocation {
    pub(super) fn new(request_id: String, answer: Answer, report: Option<Report>) -> Self {
        let answer = match answer {
            Answer::Response { body, .. } => Ok(body.to_vec()),
            Answer::FunctionError(body) => Err(FunctionError::parse(&body)),
            Answer::Stream { .. } => unreachable!("an outcome is whole"),
        };
        let report = report.unwrap_or_default();
        Self {
            request_id,
            answer,
            log: String::from_utf8_lossy(&report.log).into_owned(),
            duration: report.duration,
            init: report.init,
            max_memory_mb: report.max_memory_mb,
        }
    }

    /// The id of the invocation, as the function's context and log have it.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// The response's bytes, or the error.
    ///
    /// # Errors
    ///
    /// The function error.
    pub fn result(&self) -> Result<&[u8], &FunctionError> {
        self.answer.as_deref()
    }

    /// The response.
    ///
    /// # Panics
    ///
    /// With the function's log, where it answered with an error, or with something else than a `T`.
    #[must_use]
    #[track_caller]
    pub fn response<T: DeserializeOwned>(&self) -> T {
        match &self.answer {
            Ok(body) => serde_json::from_slice(body).unwrap_or_else(|error| {
                let body = String::from_utf8_lossy(body);
                panic!("the response does not fit: {error}\nresponse: {body}\n{}", self.shown_log())
            }),
            Err(FunctionError { error_type, error_message }) => {
                panic!("the function answered with an error: {error_type}: {error_message}\n{}", self.shown_log())
            }
        }
    }

    /// The response as JSON; panics as [`response`](Self::response) does.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> Value {
        self.response()
    }

    /// The error.
    ///
    /// # Panics
    ///
    /// With the function's log, where it answered with a response.
    #[must_use]
    #[track_caller]
    pub fn error(&self) -> FunctionError {
        match &self.answer {
            Err(error) => error.clone(),
            Ok(body) => {
                let body = String::from_utf8_lossy(body);
                panic!("the function answered with a response, not with an error: {body}\n{}", self.shown_log())
            }
        }
    }

    /// What the function logged, without Lambda's own lines.
    #[must_use]
    pub fn logs(&self) -> Vec<LogLine> {
        logs::of_function(&self.log)
    }

    /// The log as it stands, with Lambda's own lines: `START`, `END` and `REPORT`, or `platform.start` and
    /// `platform.report` where the function's log is JSON, as it is by default.
    #[must_use]
    pub fn raw_log(&self) -> &str {
        &self.log
    }

    /// How long the function took, without its init phase.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// How long the init phase took, where this event was the first of its environment.
    #[must_use]
    pub fn init_duration(&self) -> Option<Duration> {
        self.init
    }

    /// Whether this event was the first of its environment.
    #[must_use]
    pub fn is_cold_start(&self) -> bool {
        self.init.is_some()
    }

    /// The most memory that the process has had, in MB; Linux tells.
    #[must_use]
    pub fn max_memory_mb(&self) -> Option<u64> {
        self.max_memory_mb
    }

    fn shown_log(&self) -> String {
        format!("--- the function's log\n{}---", self.log)
    }
}

impl FunctionError {
    pub(super) fn parse(body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or_else(|_| Self {
            error_type: "Unhandled".to_owned(),
            error_message: String::from_utf8_lossy(body).into_owned(),
        })
    }
}

/// What came of one event whose response arrived piece by piece.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StreamedInvocation {
    /// The pieces in order, as they arrived; a function that does not stream answers in one.
    pub pieces: Vec<Vec<u8>>,
    /// The error, before the first piece or behind the last.
    pub error: Option<FunctionError>,
}
