//! What goes through the emulator: an event on its way in, an answer on its way out.

use std::cell::Cell;
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::encode::MAX_RESPONSE;

/// An event for the function.
#[derive(Clone)]
pub(crate) struct Event {
    pub(crate) request_id: String,
    pub(crate) payload: Bytes,
    /// JSON, as the function gets it.
    pub(crate) client_context: Option<String>,
    /// Headers for the function, over those that Lambda makes.
    pub(crate) headers: HeaderMap,
}

/// What whoever invoked the function gets.
pub(crate) enum Answer {
    Response {
        content_type: String,
        body: Bytes,
    },
    /// A response that arrives piece by piece.
    Stream {
        content_type: String,
        pieces: mpsc::Receiver<Piece>,
    },
    /// `{"errorType", "errorMessage"}`
    FunctionError(Bytes),
}

pub(crate) enum Piece {
    Data(Bytes),
    /// The function fails after it has begun to answer.
    Error(Bytes),
}

/// How an invocation came out.
#[derive(Default)]
pub(crate) enum Status {
    #[default]
    Success,
    Error {
        error_type: String,
    },
    Timeout,
}

/// What Lambda writes to the log behind an invocation.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) status: Status,
    pub(crate) duration: Duration,
    /// For the first event of an environment.
    pub(crate) init: Option<Duration>,
    /// The most memory that the process has had, where the system tells.
    pub(crate) max_memory_mb: Option<u64>,
    /// The log of the invocation, with Lambda's own lines.
    pub(crate) log: Vec<u8>,
}

impl Event {
    pub(crate) fn new(payload: Bytes) -> Self {
        Self { request_id: request_id(), payload, client_context: None, headers: HeaderMap::new() }
    }

    /// The same event for a further try: it keeps its id, as on AWS.
    pub(crate) fn again(&self) -> Self {
        self.clone()
    }
}

impl Answer {
    pub(crate) fn error(error_type: &str, message: &str) -> Self {
        Self::FunctionError(error_body(error_type, message))
    }

    /// A stream is a success until one of its pieces says otherwise.
    pub(crate) fn status(&self) -> Status {
        match self {
            Self::Response { .. } | Self::Stream { .. } => Status::Success,
            Self::FunctionError(error) => Status::error(error),
        }
    }

    /// Waits for the whole response, with its content type, or for the function error.
    pub(crate) async fn whole(self) -> Result<(String, Bytes), Bytes> {
        let (content_type, mut pieces) = match self {
            Self::Response { content_type, body } => return Ok((content_type, body)),
            Self::FunctionError(error) => return Err(error),
            Self::Stream { content_type, pieces } => (content_type, pieces),
        };
        let (mut body, mut error) = (BytesMut::new(), None);
        while let Some(piece) = pieces.recv().await {
            match piece {
                Piece::Data(data) if body.len() + data.len() > MAX_RESPONSE => return Err(response_too_large()),
                Piece::Data(data) => body.extend_from_slice(&data),
                Piece::Error(body) => error = Some(body),
            }
        }
        error.map_or_else(|| Ok((content_type, body.freeze())), Err)
    }
}

impl Piece {
    pub(crate) fn status(&self) -> Status {
        match self {
            Self::Data(_) => Status::Success,
            Self::Error(error) => Status::error(error),
        }
    }
}

impl Status {
    fn error(body: &[u8]) -> Self {
        Self::Error { error_type: error_type(body) }
    }
}

/// Of a response that has more bytes than one may have which is not passed on as it comes.
pub(crate) fn response_too_large() -> Bytes {
    let message = format!("Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE} bytes).");
    error_body("Function.ResponseSizeTooLarge", &message)
}

pub(crate) fn error_body(error_type: &str, message: &str) -> Bytes {
    json!({ "errorType": error_type, "errorMessage": message }).to_string().into()
}

/// What is said of an error: its message may hold the event's data.
pub(crate) fn error_type(body: &[u8]) -> String {
    let error: Value = serde_json::from_slice(body).unwrap_or_default();
    error["errorType"].as_str().unwrap_or("Unhandled").to_owned()
}

/// A version 4 UUID in form, as Lambda's are; unique among this machine's processes by clock and count.
pub(crate) fn request_id() -> String {
    thread_local!(static COUNT: Cell<u64> = const { Cell::new(0) });
    let count = COUNT.replace(COUNT.get() + 1) + 1;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let (seconds, nanos) = (now.as_secs() & 0xffff_ffff, now.subsec_nanos());
    let process = std::process::id() & 0xffff;
    format!("{seconds:08x}-{process:04x}-4{:03x}-8{:03x}-{count:012x}", nanos & 0xfff, nanos >> 12 & 0xfff)
}
