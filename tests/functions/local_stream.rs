//! Streams HTTP with `lambda_runtime` alone: one piece at once, the second when the one who asks lets it go.

use std::io::Read;
use std::net::TcpStream;

use lambda_runtime::streaming::{Body, Response, channel};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

fn main() -> Result<(), Error> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(lambda_runtime::run(service_fn(stream)))
}

async fn stream(event: LambdaEvent<Value>) -> Result<Response<Body>, Error> {
    let gate = event.payload["queryStringParameters"]["gate"].as_str().unwrap_or_default().to_owned();
    let (mut sender, body) = channel();
    tokio::spawn(async move {
        sender.send_data("one".into()).await?;
        tokio::task::spawn_blocking(move || TcpStream::connect(gate)?.read(&mut [0])).await??;
        sender.send_data("two".into()).await?;
        Ok::<_, Error>(())
    });
    let mut response = Response::from(body);
    response.metadata_prelude = serde_json::from_value(json!({
        "statusCode": 201,
        "headers": { "content-type": "text/event-stream", "x-a": "1", "connection": "close" },
        "cookies": ["a=1", "b=2"],
    }))?;
    Ok(response)
}
