//! Speaks to the Runtime API by hand: does what no well-behaved client does, and tells what it was answered.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use serde_json::{Map, Value, json};

const PREFIX: &str = "/2018-06-01/runtime/invocation";
/// The content type of HTTP that is streamed.
const HTTP: &str = "application/vnd.awslambda.http-integration-response";
/// Bytes of the largest response that is not streamed on.
const LARGEST: usize = 6_291_556;
/// The trailer that says that the function fails.
const ERROR_TYPE: &str = "Lambda-Runtime-Function-Error-Type: Broken\r\n";

fn main() {
    let mut statuses = Vec::new();
    let mut first = None;
    loop {
        let (_, headers, body) = request(&format!("GET {PREFIX}/next HTTP/1.1\r\n\r\n"), b"");
        let id = headers["lambda-runtime-aws-request-id"].as_str().unwrap().to_owned();
        let first = first.get_or_insert_with(|| id.clone());
        let event: Value = serde_json::from_slice(&body).unwrap();
        match event.as_str().or(event["rawPath"].as_str()).unwrap_or_default() {
            "headers" => drop(respond(&id, json!(headers).to_string().as_bytes())),
            "statuses" => drop(respond(&id, json!(std::mem::take(&mut statuses)).to_string().as_bytes())),
            "unknown-id" => {
                statuses.push(respond("00000000-0000-4000-8000-000000000000", b"1"));
                statuses.push(respond(&id, b"null"));
            }
            "twice" => {
                statuses.push(respond(&id, b"1"));
                statuses.push(respond(&id, b"2"));
            }
            "first-again" => {
                statuses.push(respond(first, b"1"));
                respond(&id, b"null");
            }
            "too-large" => statuses.push(respond(&id, &vec![b'1'; LARGEST + 1])),
            "late" => {
                // the time is over as soon as the event is here: wait until a wrong answer says so
                while !matches!(respond(&id, b"1"), 410) {}
                statuses.push(410);
            }
            "init-error" => {
                let post = "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nContent-Length: 2\r\n\r\n";
                statuses.push(request(post, b"{}").0);
                statuses.push(respond(&id, b"null"));
            }
            "stream" | "/stream" => stream(&id, "text/plain", "", ""),
            "stream-error" => {
                // base64 of `{"errorType":"Broken","errorMessage":"off"}`
                let error = "eyJlcnJvclR5cGUiOiJCcm9rZW4iLCJlcnJvck1lc3NhZ2UiOiJvZmYifQ==";
                let error = format!("{ERROR_TYPE}Lambda-Runtime-Function-Error-Body: {error}\r\n");
                stream(&id, "text/plain", "", &error);
            }
            "stream-exits" => {
                begin_stream(&id);
                std::process::exit(42);
            }
            "stream-hangs" => {
                let _open = begin_stream(&id);
                std::thread::sleep(std::time::Duration::from_secs(60));
            }
            "stream-largest" => stream(&id, "text/plain", &"1".repeat(LARGEST - "onetwo".len()), ""),
            "stream-too-large" => stream(&id, "text/plain", &"1".repeat(LARGEST - "onetwo".len() + 1), ""),
            "stream-flood" => flood(&begin_stream(&id)),
            "/prelude" => stream(&id, HTTP, "{}\0\0\0\0\0\0\0\0", ""),
            "/prelude-error" => stream(&id, HTTP, "{}\0\0\0\0\0\0\0\0", ERROR_TYPE),
            "/no-prelude" => stream(&id, HTTP, "", ""),
            "/no-prelude-error" => stream(&id, HTTP, "", ERROR_TYPE),
            _ => drop(respond(&id, &body)),
        }
    }
}

/// The status of a response to an event.
fn respond(id: &str, body: &[u8]) -> u16 {
    request(&format!("POST {PREFIX}/{id}/response HTTP/1.1\r\nContent-Length: {}\r\n\r\n", body.len()), body).0
}

/// A response in three pieces, the first of which may be empty, and what comes behind them.
fn stream(id: &str, content_type: &str, prelude: &str, trailers: &str) {
    let head = format!(
        "POST {PREFIX}/{id}/response HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: {content_type}\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTrailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n"
    );
    let prelude = if prelude.is_empty() { String::new() } else { format!("{:x}\r\n{prelude}\r\n", prelude.len()) };
    request(&head, format!("{prelude}3\r\none\r\n3\r\ntwo\r\n0\r\n{trailers}\r\n").as_bytes());
}

/// A response that has only begun.
fn begin_stream(id: &str) -> TcpStream {
    let api = std::env::var("AWS_LAMBDA_RUNTIME_API").unwrap();
    let mut stream = TcpStream::connect(&api).unwrap();
    let head = format!(
        "POST {PREFIX}/{id}/response HTTP/1.1\r\nHost: {api}\r\nTransfer-Encoding: chunked\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n\r\n3\r\none\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

/// Sends more than any buffer on the way to the client takes, and says whether somebody keeps it all the same.
fn flood(mut stream: &TcpStream) {
    const PIECES: usize = 1_000;

    // far longer than a piece takes, where it can be sent at all
    stream.set_write_timeout(Some(std::time::Duration::from_secs(3))).unwrap();
    let piece = format!("{:x}\r\n{}\r\n", 65_536, "x".repeat(65_536));
    let sent = (0..PIECES).try_for_each(|_| stream.write_all(piece.as_bytes()));
    println!("the response {}", if sent.is_ok() { "is taken" } else { "is held up" });
}

/// Status, headers and body of the answer; every request has a connection of its own.
fn request(head: &str, body: &[u8]) -> (u16, Map<String, Value>, Vec<u8>) {
    let api = std::env::var("AWS_LAMBDA_RUNTIME_API").unwrap();
    let mut stream = TcpStream::connect(&api).unwrap();
    let head = head.replacen("HTTP/1.1\r\n", &format!("HTTP/1.1\r\nHost: {api}\r\nConnection: close\r\n"), 1);
    stream.write_all(head.as_bytes()).unwrap();
    // an answer that comes early closes the other way
    let _ = stream.write_all(body);
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    let mut headers = Map::new();
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), json!(value));
    }
    let mut body = Vec::new();
    let _ = reader.read_to_end(&mut body);
    (status, headers, body)
}
