//! What went wrong, in the form in which Lambda and the log are told.

use std::error::Error as StdError;

use lambda_runtime::Diagnostic;

use crate::batch::Pending;
use crate::stderr::say;

/// A failed invocation, as Lambda and the log are told of it.
#[derive(Clone)]
pub struct Failure {
    pub(crate) error_type: String,
    pub(crate) message: String,
    /// What led to the error, nearest cause first.
    pub(crate) causes: Vec<String>,
    /// Where it happened, as far as the log says that. Boxed: few failures have it, and every result is as large.
    pub(crate) place: Option<Box<Place>>,
    /// Whether the same event may succeed when it comes again.
    pub(crate) retry: bool,
    /// Whether it is of a record that does not decode.
    pub(crate) undecodable: bool,
    /// The HTTP status of a response that says so.
    #[cfg_attr(not(feature = "http"), expect(dead_code, reason = "only HTTP handlers have a status"))]
    pub(crate) status: u16,
}

/// Where a failure happened.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) backtrace: Option<String>,
    /// The innermost span that the handler was in when its time was over.
    pub(crate) last_span: Option<&'static str>,
}

impl Failure {
    pub(crate) fn new(error_type: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            error_type: error_type.into(),
            message: message.into(),
            causes: Vec::new(),
            place: None,
            retry: true,
            undecodable: false,
            status: 500,
        }
    }

    pub(crate) fn of<E: StdError + ?Sized>(error_type: impl Into<String>, error: &E) -> Self {
        let mut causes = chain(error.to_string(), error.source());
        let message = causes.remove(0);
        Self { causes, ..Self::new(error_type, message) }
    }

    /// Writes the one line that a failure has in the log; on stderr where nobody listens.
    pub(crate) fn log(&self, what: &str) {
        if !tracing::dispatcher::has_been_set() {
            say(format_args!("error: {what}: {}", self.with_causes()));
            return;
        }
        tracing::error!(
            errorType = self.error_type,
            errorMessage = self.message,
            causes = self.causes(),
            backtrace = self.backtrace(),
            lastSpan = self.place.as_ref().and_then(|place| place.last_span),
            "{what}"
        );
    }

    /// Writes the one line that a failed record has in the log.
    pub(crate) fn log_of_record(&self, what: &str, record: &Pending) {
        let id = record.id.as_str();
        if !tracing::dispatcher::has_been_set() {
            say(format_args!("error: {what}: {id}: {}", self.with_causes()));
            return;
        }
        tracing::error!(
            recordId = id,
            receiveCount = record.receive_count,
            errorType = self.error_type,
            errorMessage = self.message,
            causes = self.causes(),
            backtrace = self.backtrace(),
            "{what}"
        );
    }

    fn backtrace(&self) -> Option<&str> {
        self.place.as_ref().and_then(|place| place.backtrace.as_deref())
    }

    fn causes(&self) -> Option<String> {
        (!self.causes.is_empty()).then(|| self.causes.join(": "))
    }

    /// Type, message and what led to it, in one line.
    pub(crate) fn with_causes(&self) -> String {
        let causes = self.causes.iter().cloned();
        std::iter::once(format!("{self:?}")).chain(causes).collect::<Vec<_>>().join(": ")
    }
}

impl From<Failure> for Diagnostic {
    fn from(failure: Failure) -> Self {
        Self { error_type: failure.error_type, error_message: failure.message }
    }
}

impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.error_type, self.message)
    }
}

/// An error and what led to it, in one line.
pub(crate) fn in_one_line(error: &(dyn StdError + 'static)) -> String {
    chain(error.to_string(), error.source()).join(": ")
}

/// What an error says, and what led to it, nearest cause first. A wrapper that says what it wraps is not heard twice.
fn chain(message: String, source: Option<&(dyn StdError + 'static)>) -> Vec<String> {
    let causes = std::iter::successors(source, |error| (*error).source()).map(ToString::to_string);
    let mut said: Vec<_> = std::iter::once(message).chain(causes).collect();
    said.dedup();
    said
}
