//! A client of a streamed response, which reads it as it is produced, or goes away.

use std::io::Read;
use std::time::Duration;

use lambda_fn::testing::HttpKind;

use crate::LONG_ENOUGH;
use crate::http::{begin_request, get};

const STREAM: &str = env!("CARGO_BIN_EXE_fixture-http-stream");

#[test]
fn the_first_piece_is_there_before_the_last() {
    let function = crate::function(STREAM).http_as(HttpKind::FunctionUrl).spawn();
    // this response has no end: whatever is read of it came while it was produced
    let mut endless = begin_request(function.address(), "GET", "/endless", &[], "");
    let mut read = Vec::new();
    let mut piece = [0; 512];
    while !read.windows(4).any(|window| window == b"\r\n\r\n") || !read.ends_with(b"\r\n5\r\n") {
        let count = endless.read(&mut piece).unwrap();
        assert!(count > 0, "{}", String::from_utf8_lossy(&read));
        read.extend_from_slice(&piece[..count]);
    }
    assert!(read.starts_with(b"HTTP/1.1 200"));
}

#[test]
fn a_client_that_goes_away_leaves_a_function_that_serves() {
    let function = crate::function(STREAM).http_as(HttpKind::FunctionUrl).timeout(LONG_ENOUGH).spawn();
    let mut endless = begin_request(function.address(), "GET", "/endless", &[], "");
    let mut begun = [0; 64];
    assert!(endless.read(&mut begun).unwrap() > 0);
    drop(endless);
    // as on AWS, the function is not told: the invocation goes on to its end, which is its timeout here
    let mut answer = get(function.address(), "/");
    while answer.status == 429 {
        std::thread::sleep(Duration::from_millis(50));
        answer = get(function.address(), "/");
    }
    assert_eq!((answer.status, answer.body.as_slice()), (200, &b"012"[..]));
}
