//! An answer that a function URL passes on as it comes: Lambda Developer Guide, "Response streaming for Lambda
//! functions". A JSON prelude comes first, then eight NULs, then the bytes of the body.

use std::io::{Error, ErrorKind};

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use http_body_util::channel::{Channel, Sender};
use serde_json::Value;
use tokio::sync::mpsc::Receiver;

use super::failure::Failure;
use super::http_answer::Head;
use super::kind::GatewayKind;
use crate::local::event::{Piece, error_type};
use crate::local::http::HttpResponse;
use crate::local::log;

const CONTENT_TYPE: &str = "application/vnd.awslambda.http-integration-response";
const DELIMITER: [u8; 8] = [0; 8];
/// Far more than API Gateway takes: API Gateway Developer Guide, "Set up a Lambda proxy integration with payload response
/// streaming in API Gateway", has 16 KB. Of function URLs nothing is said.
const MAX_PRELUDE: usize = 64 * 1024;

/// Whether a content type says that the answer begins with a prelude.
pub(super) fn is_http(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(CONTENT_TYPE))
}

/// Answers as soon as the prelude is here.
pub(super) async fn respond(
    kind: GatewayKind,
    request_id: String,
    mut pieces: Receiver<Piece>,
) -> Result<HttpResponse, Failure> {
    let malformed = |reason: &str| Failure::malformed(kind, reason);
    let (prelude, begun) = prelude(kind, &mut pieces).await?;
    let Ok(Value::Object(prelude)) = serde_json::from_slice(&prelude) else {
        return Err(malformed("the prelude of its stream is not a JSON object"));
    };
    let head = Head::read(kind, &prelude).map_err(|reason| malformed(&reason))?;
    let (sender, body) = Channel::new(16);
    tokio::task::spawn_local(pass_on(request_id, begun, pieces, sender));
    Ok(head.with("application/octet-stream", body.boxed_unsync()))
}

/// What stands before the eight NULs, and what has come behind them.
async fn prelude(kind: GatewayKind, pieces: &mut Receiver<Piece>) -> Result<(Bytes, Bytes), Failure> {
    let mut read = BytesMut::new();
    loop {
        match pieces.recv().await {
            Some(Piece::Data(data)) => {
                // the NULs may have begun in the last piece
                let from = read.len().saturating_sub(DELIMITER.len() - 1);
                read.extend_from_slice(&data);
                let place = read.windows(DELIMITER.len()).skip(from).position(|window| window == DELIMITER);
                if place.map_or(read.len(), |place| from + place) > MAX_PRELUDE {
                    return Err(Failure::malformed(kind, &format!("its prelude has more than {MAX_PRELUDE} bytes")));
                }
                if let Some(place) = place {
                    let prelude = read.split_to(from + place);
                    return Ok((prelude.freeze(), read.split_off(DELIMITER.len()).freeze()));
                }
            }
            Some(Piece::Error(error)) => return Err(Failure::function_error(&error)),
            None => {
                let reason = "its stream ends before the eight NULs behind the prelude";
                return Err(Failure::malformed(kind, reason));
            }
        }
    }
}

/// An error in the midst can only break the response off: its status is sent.
async fn pass_on(request_id: String, begun: Bytes, mut pieces: Receiver<Piece>, mut sender: Sender<Bytes, Error>) {
    let mut next = match begun.is_empty() {
        true => pieces.recv().await,
        false => Some(Piece::Data(begun)),
    };
    while let Some(piece) = next {
        match piece {
            Piece::Data(data) => {
                if sender.send_data(data).await.is_err() {
                    return;
                }
            }
            Piece::Error(error) => {
                let error = error_type(&error);
                log::tell(format_args!("the HTTP request {request_id} breaks off: the function failed with `{error}`"));
                return sender.abort(Error::from(ErrorKind::ConnectionAborted));
            }
        }
        next = pieces.recv().await;
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;

    /// What comes of an answer in these pieces: status and body, or the reason why there is none.
    fn responded(pieces: &[&[u8]]) -> Result<(u16, Vec<u8>), String> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        tokio::task::LocalSet::new().block_on(&runtime, async {
            let (sender, receiver) = mpsc::channel(pieces.len().max(1));
            for piece in pieces {
                sender.send(Piece::Data(Bytes::copy_from_slice(piece))).await.unwrap_or_default();
            }
            drop(sender);
            let response = respond(GatewayKind::FunctionUrl, "id".to_owned(), receiver)
                .await
                .map_err(|failure| failure.to_string())?;
            let status = response.status().as_u16();
            Ok((status, response.into_body().collect().await.unwrap().to_bytes().to_vec()))
        })
    }

    #[test]
    fn the_prelude_ends_with_eight_nuls_wherever_the_pieces_are_cut() {
        let whole = b"{\"statusCode\":201}\0\0\0\0\0\0\0\0one\0\0\0\0\0\0\0\0two";
        let expected = Ok((201, b"one\0\0\0\0\0\0\0\0two".to_vec()));
        for cut in 0..=whole.len() {
            let (first, second) = whole.split_at(cut);
            assert_eq!(responded(&[first, second]), expected, "cut at {cut}");
        }
        let bytes: Vec<_> = whole.chunks(1).collect();
        assert_eq!(responded(&bytes), expected);
    }

    #[test]
    fn a_prelude_without_a_status_is_a_200() {
        assert_eq!(responded(&[b"{}\0\0\0\0\0\0\0\0"]), Ok((200, Vec::new())));
    }

    #[test]
    fn a_prelude_has_64_kb() {
        let of = |bytes: usize| [&b"{}"[..], &b" ".repeat(bytes - 2)].concat();
        assert_eq!(responded(&[&of(65_536), &[0; 8]]), Ok((200, Vec::new())));
        let too_large =
            "the function's answer is no HTTP response for a function URL: its prelude has more than 65536 bytes";
        assert_eq!(responded(&[&of(65_537)]), Err(too_large.to_owned()));
        assert_eq!(responded(&[&[&of(65_537)[..], &[0; 8]].concat()]), Err(too_large.to_owned()));
    }

    #[test]
    fn a_stream_without_a_prelude_has_a_reason() {
        let cases: [(&[u8], &str); 4] = [
            (b"", "its stream ends before the eight NULs behind the prelude"),
            (b"{}\0\0\0\0\0\0\0", "its stream ends before the eight NULs behind the prelude"),
            (b"secret\0\0\0\0\0\0\0\0", "the prelude of its stream is not a JSON object"),
            (b"{\"statusCode\":\"secret\"}\0\0\0\0\0\0\0\0", "`statusCode` is no status; it is 200 to 599"),
        ];
        for (stream, reason) in cases {
            let expected = format!("the function's answer is no HTTP response for a function URL: {reason}");
            assert_eq!(responded(&[stream]), Err(expected));
        }
    }
}
