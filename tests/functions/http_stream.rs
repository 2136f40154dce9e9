//! A response that is streamed, to its end or not.

use std::time::Duration;

use futures_util::{Stream, stream};
use lambda_fn::http::{Body, IntoResponse, Path, Problem, Response, StatusCode};
use lambda_fn::lambda_fn;

/// The pieces `0`, `1`, … each in its own time.
fn pieces(count: u32) -> impl Stream<Item = Result<String, std::io::Error>> {
    stream::unfold(0, move |piece| async move {
        tokio::time::sleep(Duration::from_millis(20)).await;
        (piece < count).then(|| (Ok(piece.to_string()), piece + 1))
    })
}

#[lambda_fn(http(routes = ["GET /{what}", "GET /"], stream))]
async fn count(what: Option<Path<String>>) -> Result<Response, Problem> {
    use futures_util::StreamExt;

    let broken = || stream::iter([Err(std::io::Error::other("secret cause"))]);
    let body = match what.as_ref().map(|Path(what)| what.as_str()) {
        None => Body::from_stream(pieces(3)),
        Some("error") => Body::from_stream(pieces(2).chain(broken())),
        Some("panic") => Body::from_stream(pieces(2).map(|piece| match piece {
            Ok(piece) if piece == "1" => panic!("at piece {piece}"),
            piece => piece,
        })),
        Some("endless") => Body::from_stream(pieces(u32::MAX)),
        Some(_) => return Err(Problem::new(StatusCode::NOT_FOUND).detail("there is no such stream")),
    };
    let mut response = body.into_response();
    for cookie in ["a=1", "b=2"] {
        response.headers_mut().append("set-cookie", cookie.parse().expect("it is a value"));
    }
    Ok(response)
}
