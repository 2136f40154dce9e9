//! A client that hides nothing.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;
use tests::DEADLINE;

pub(crate) const PATH: &str = "/2015-03-31/functions/chaos/invocations";

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The last value of each.
    pub(crate) headers: HashMap<String, String>,
    /// Every header with its value, in the order in which they came.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) cookies: Vec<String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }
}

pub(crate) fn post(address: SocketAddr, path: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Answer {
    request(address, "POST", path, headers, body)
}

pub(crate) fn get(address: SocketAddr, path: &str) -> Answer {
    request(address, "GET", path, &[], "")
}

pub(crate) fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> Answer {
    parse(&read(begin_request(address, method, path, headers, body)))
}

/// Sends a request, and leaves the answer on the connection.
pub(crate) fn begin_request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> TcpStream {
    let headers: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let headers = headers.concat();
    let length = match body.as_ref().len() {
        0 => String::new(),
        length => format!("Content-Length: {length}\r\n"),
    };
    let head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}{length}\r\n");
    begin(address, &[head.as_bytes(), body.as_ref()].concat())
}

/// Whatever comes back until the other end closes.
pub(crate) fn send(address: SocketAddr, request: &[u8]) -> Vec<u8> {
    read(begin(address, request))
}

fn begin(address: SocketAddr, request: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    // an answer that comes early closes the other way
    let _ = stream.write_all(request);
    stream
}

fn read(mut stream: TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => panic!("no end after {answer:?}"),
        _ => answer,
    }
}

fn parse(answer: &[u8]) -> Answer {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let fields: Vec<_> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let cookies = fields.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.clone()).collect();
    let headers: HashMap<_, _> = fields.iter().cloned().collect();
    let body = answer[end + 4..].to_vec();
    let body = if headers.contains_key("transfer-encoding") { unchunk(&body) } else { body };
    Answer { status, headers, fields, cookies, body }
}

fn unchunk(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|window| window == b"\r\n").expect("a length");
        let length = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return whole;
        }
        whole.extend_from_slice(&body[end + 2..end + 2 + length]);
        body = &body[end + 2 + length + 2..];
    }
}
