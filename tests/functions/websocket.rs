//! Answers what comes over a WebSocket connection through its management endpoint, as its own SDK client would.

use std::io;

use lambda_fn::http::{HeaderMap, IntoResponse, RequestContext, Response, StatusCode};
use lambda_fn::lambda_fn;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PROTOCOL: &str = "sec-websocket-protocol";

#[lambda_fn(timeout = 29, http(kind = "websocket", routes = ["$connect", "$disconnect", "$default", "context", "fail", "hold"]))]
async fn websocket(RequestContext(context): RequestContext, headers: HeaderMap, body: String) -> Response {
    match context["routeKey"].as_str().unwrap_or_default() {
        "$connect" => match headers.get("x-ticket").is_some_and(|ticket| ticket == "forged") {
            true => StatusCode::FORBIDDEN.into_response(),
            false if headers.contains_key(PROTOCOL) => [(PROTOCOL, "chat")].into_response(),
            false => ().into_response(),
        },
        "$disconnect" => {
            tracing::info!(code = context["disconnectStatusCode"].as_u64(), "gone");
            ().into_response()
        }
        "context" => reply(&context, &context.to_string()).await,
        "fail" => std::process::exit(1),
        "hold" => hold(&body).await,
        _ => reply(&context, &json!({ "echo": body }).to_string()).await,
    }
}

/// Is not done before the test closes the connection to it.
async fn hold(message: &str) -> Response {
    let message: Value = serde_json::from_str(message).unwrap_or_default();
    let held = async { TcpStream::connect(message["until"].as_str().unwrap_or_default()).await?.read_u8().await };
    let _ = held.await;
    ().into_response()
}

async fn reply(context: &Value, message: &str) -> Response {
    match post(context, message).await {
        Ok(status) => {
            tracing::info!(status, "posted");
            ().into_response()
        }
        Err(error) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
    }
}

/// `PostToConnection`, to the endpoint that the event tells.
async fn post(context: &Value, message: &str) -> io::Result<u16> {
    let text = |key: &str| context[key].as_str().unwrap_or_default();
    let (domain, stage, id) = (text("domainName"), text("stage"), text("connectionId").replace('=', "%3D"));
    let mut endpoint = TcpStream::connect(domain).await?;
    let length = message.len();
    let head = format!("POST /{stage}/@connections/{id} HTTP/1.1\r\nHost: {domain}\r\nConnection: close\r\n");
    endpoint.write_all(format!("{head}Content-Length: {length}\r\n\r\n{message}").as_bytes()).await?;
    let mut answer = String::new();
    endpoint.read_to_string(&mut answer).await?;
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.ok_or_else(|| io::Error::other("no answer"))
}
