//! A client of the invoke API.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;

use super::DEADLINE;

pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The lines of the head, in lower case.
    pub(crate) head: Vec<String>,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn is_function_error(&self) -> bool {
        self.head.iter().any(|line| line == "x-amz-function-error: unhandled")
    }
}

/// Posts an event, on a connection of its own.
pub(crate) fn post(address: SocketAddr, path: &str, event: &Value) -> Answer {
    let mut answer = String::new();
    send(address, path, event).read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).expect("a status").parse().unwrap();
    let head = head.lines().map(str::to_lowercase).collect();
    Answer { status, head, body: serde_json::from_str(body).unwrap() }
}

/// Posts an event and leaves its answer on the connection.
pub(crate) fn send(address: SocketAddr, path: &str, event: &Value) -> TcpStream {
    let event = event.to_string();
    let length = event.len();
    let head = format!("POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    write!(stream, "{head}\r\n\r\n{event}").unwrap();
    stream
}
