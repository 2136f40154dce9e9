//! `InvokeWithResponseStream`: the frames, byte for byte.

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};

use crate::http::post;
use crate::{chaos, raw};

const PATH: &str = "/2021-11-15/functions/any/response-streaming-invocations";

#[derive(Debug, PartialEq)]
struct Frame {
    event_type: String,
    content_type: String,
    payload: Vec<u8>,
}

fn frames(function: &LocalLambda, event: &Value) -> Vec<Frame> {
    let answer = post(function.address(), PATH, &[], event.to_string());
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "application/vnd.amazon.eventstream");
    let mut rest = answer.body.as_slice();
    let mut frames = Vec::new();
    while !rest.is_empty() {
        let (frame, behind) = frame(rest);
        frames.push(frame);
        rest = behind;
    }
    frames
}

fn number(bytes: &[u8]) -> usize {
    u32::from_be_bytes(bytes[..4].try_into().unwrap()) as usize
}

fn frame(bytes: &[u8]) -> (Frame, &[u8]) {
    let (total, headers) = (number(bytes), number(&bytes[4..]));
    assert_eq!(number(&bytes[8..]), crc32fast::hash(&bytes[..8]) as usize, "the checksum of the lengths");
    assert_eq!(number(&bytes[total - 4..]), crc32fast::hash(&bytes[..total - 4]) as usize, "the checksum of all");
    let mut names = Vec::new();
    let mut rest = &bytes[12..12 + headers];
    while !rest.is_empty() {
        let name = usize::from(rest[0]);
        assert_eq!(rest[1 + name], 7, "a string");
        let value = usize::from(u16::from_be_bytes([rest[2 + name], rest[3 + name]]));
        let text = |range: std::ops::Range<usize>| String::from_utf8(rest[range].to_vec()).unwrap();
        names.push((text(1..1 + name), text(4 + name..4 + name + value)));
        rest = &rest[4 + name + value..];
    }
    let [(message, event), (event_type, kind), (content_type, content)] = &names[..] else { panic!("{names:?}") };
    assert_eq!((message.as_str(), event.as_str()), (":message-type", "event"));
    assert_eq!((event_type.as_str(), content_type.as_str()), (":event-type", ":content-type"));
    let payload = bytes[12 + headers..total - 4].to_vec();
    (Frame { event_type: kind.clone(), content_type: content.clone(), payload }, &bytes[total..])
}

fn chunk(payload: &str) -> Frame {
    let content_type = "application/octet-stream".to_owned();
    Frame { event_type: "PayloadChunk".to_owned(), content_type, payload: payload.as_bytes().to_vec() }
}

#[track_caller]
fn completes_with(frame: &Frame) -> Value {
    assert_eq!((frame.event_type.as_str(), frame.content_type.as_str()), ("InvokeComplete", "application/json"));
    serde_json::from_slice(&frame.payload).unwrap()
}

#[test]
fn a_response_that_is_whole_is_one_piece() {
    let frames = frames(&chaos(), &json!({ "echo": 1 }));
    assert_eq!(frames[0], chunk("1"));
    assert_eq!(completes_with(&frames[1]), json!({}));
}

#[test]
fn pieces_come_as_they_were_sent() {
    let frames = frames(&raw().spawn(), &json!("stream"));
    let pieces: Vec<_> = frames[..frames.len() - 1].iter().flat_map(|frame| frame.payload.clone()).collect();
    assert_eq!(pieces, b"onetwo");
    assert_eq!(completes_with(&frames[frames.len() - 1]), json!({}));
}

#[test]
fn a_function_error_completes_with_its_type() {
    let frames = frames(&chaos(), &json!("fail"));
    let complete = completes_with(&frames[0]);
    assert_eq!(complete["ErrorCode"], "Asked");
    assert!(complete["ErrorDetails"].as_str().unwrap().contains("as told"));
}

#[test]
fn an_error_behind_the_first_piece_completes_with_it() {
    let function = raw().spawn();
    let frames = frames(&function, &json!("stream-error"));
    assert_eq!(completes_with(&frames[frames.len() - 1])["ErrorCode"], "Broken");
    assert!(frames.len() > 1, "the pieces came first");
    // and whoever did not ask for a stream gets the error alone
    assert_eq!(function.invoke("stream-error").error().error_type, "Broken");
    assert_eq!(function.invoke_raw("\"stream\"").result().unwrap(), b"onetwo");
}

#[test]
fn the_log_s_tail_comes_where_it_is_asked_for() {
    let answer = post(chaos().address(), PATH, &[("X-Amz-Log-Type", "Tail")], r#"{"echo":1}"#);
    let (_, rest) = frame(&answer.body);
    assert!(completes_with(&frame(rest).0)["LogResult"].is_string());
}
