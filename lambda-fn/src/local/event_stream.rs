//! The answer of `InvokeWithResponseStream`: frames of `application/vnd.amazon.eventstream`, as AWS's Smithy
//! specification "Amazon Event Stream Specification" has them.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::{BufMut, Bytes, BytesMut};
use http::{Response, StatusCode};
use http_body_util::BodyExt;
use http_body_util::channel::Channel;
use serde_json::{Value, json};

use super::emulator::Invocation;
use super::event::{Answer, Piece};
use super::http::{HttpResponse, set_header};
use super::log;

/// Passes the pieces of a response on as they come.
pub(crate) async fn respond(mut invocation: Invocation, wants_log: bool) -> HttpResponse {
    let answer = invocation.answer().await;
    let (mut sender, body) = Channel::new(16);
    tokio::task::spawn_local(async move {
        let mut error = None;
        match answer {
            Answer::Response { body, .. } => drop(sender.send_data(payload_chunk(&body)).await),
            Answer::FunctionError(body) => error = Some(body),
            Answer::Stream { mut pieces, .. } => {
                while let Some(piece) = pieces.recv().await {
                    match piece {
                        Piece::Data(data) => drop(sender.send_data(payload_chunk(&data)).await),
                        Piece::Error(body) => error = Some(body),
                    }
                }
            }
        }
        let log = invocation.report().await.filter(|_| wants_log).map(|report| report.log);
        let _ = sender.send_data(invoke_complete(error.as_deref(), log.as_deref())).await;
    });
    let mut response = Response::new(body.boxed_unsync());
    *response.status_mut() = StatusCode::OK;
    set_header(&mut response, "content-type", "application/vnd.amazon.eventstream");
    response
}

fn payload_chunk(data: &[u8]) -> Bytes {
    frame("PayloadChunk", "application/octet-stream", data)
}

/// The last frame, with the error of the function and the tail of the log where there are any.
fn invoke_complete(error: Option<&[u8]>, log: Option<&[u8]>) -> Bytes {
    let mut complete = serde_json::Map::new();
    if let Some(error) = error {
        let error: Value = serde_json::from_slice(error).unwrap_or_default();
        complete.insert("ErrorCode".to_owned(), error.get("errorType").cloned().unwrap_or_else(|| json!("Unhandled")));
        complete.insert("ErrorDetails".to_owned(), Value::String(error.to_string()));
    }
    if let Some(log) = log {
        complete.insert("LogResult".to_owned(), Value::String(BASE64_STANDARD.encode(log::tail(log))));
    }
    frame("InvokeComplete", "application/json", Value::Object(complete).to_string().as_bytes())
}

/// Lengths and a checksum, headers, payload, a checksum over all.
fn frame(event_type: &str, content_type: &str, payload: &[u8]) -> Bytes {
    let mut headers = BytesMut::new();
    for (name, value) in [(":message-type", "event"), (":event-type", event_type), (":content-type", content_type)] {
        header(&mut headers, name, value);
    }
    let total = 12 + headers.len() + payload.len() + 4;
    let mut frame = BytesMut::with_capacity(total);
    frame.put_u32(length(total));
    frame.put_u32(length(headers.len()));
    frame.put_u32(crc32fast::hash(&frame));
    frame.put(headers);
    frame.put(payload);
    frame.put_u32(crc32fast::hash(&frame));
    frame.freeze()
}

fn header(headers: &mut BytesMut, name: &str, value: &str) {
    /// The type of a header's value: a string.
    const STRING: u8 = 7;
    headers.put_u8(u8::try_from(name.len()).unwrap_or(u8::MAX));
    headers.put(name.as_bytes());
    headers.put_u8(STRING);
    headers.put_u16(u16::try_from(value.len()).unwrap_or(u16::MAX));
    headers.put(value.as_bytes());
}

/// No frame comes near this: what the function sends is read in pieces of a few kilobytes, or is 6 MB at the most.
fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
