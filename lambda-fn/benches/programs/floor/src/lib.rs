//! As much of the Runtime API as the events of the benchmark need: one connection that is kept, one thread, no log. What
//! goes wrong ends the process.

use std::env;
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub fn run<E: DeserializeOwned, R: Serialize>(handler: fn(E) -> R) -> Result<(), Box<dyn Error>> {
    let address = env::var("AWS_LAMBDA_RUNTIME_API")?;
    let mut stream = TcpStream::connect(&address)?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let next = format!("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let (mut head, mut event, mut accepted) = (String::new(), Vec::new(), Vec::new());
    let (mut body, mut response) = (Vec::new(), Vec::new());
    loop {
        stream.write_all(next.as_bytes())?;
        read_answer(&mut reader, &mut head, &mut event)?;
        let id = header(&head, "lambda-runtime-aws-request-id").ok_or("an event without an id")?;
        body.clear();
        serde_json::to_writer(&mut body, &handler(serde_json::from_slice(&event)?))?;
        response.clear();
        write!(
            response,
            "POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\n\r\n",
            body.len(),
        )?;
        response.extend_from_slice(&body);
        stream.write_all(&response)?;
        read_answer(&mut reader, &mut head, &mut accepted)?;
    }
}

fn read_answer(reader: &mut impl BufRead, head: &mut String, body: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    head.clear();
    while reader.read_line(head)? > 2 {}
    if !head.starts_with("HTTP/1.1 20") {
        return Err("the Runtime API refuses".into());
    }
    body.resize(header(head, "content-length").ok_or("a body without a length")?.parse()?, 0);
    reader.read_exact(body)?;
    Ok(())
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = head.lines().filter_map(|line| line.split_once(':'));
    fields.find_map(|(field, value)| field.eq_ignore_ascii_case(name).then_some(value.trim()))
}
