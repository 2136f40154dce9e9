//! `/@connections/{id}`: the API reference of the API Gateway Management API, `PostToConnection`, `GetConnection` and
//! `DeleteConnection`. The errors are those that AWS's SDKs know.

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use hyper::body::Body;
use serde_json::json;

use super::MAX_MESSAGE;
use super::connections::{Connections, Open, Unsent};
use crate::local::gateway::escapes::unescaped;
use crate::local::gateway::http_event::clock;
use crate::local::gateway::http_event::websocket::STAGE;
use crate::local::http::{BoxError, HttpResponse, Unread, body, json, set_header};

/// The connection that a path is about. The endpoint of AWS's SDKs ends with the stage.
pub(super) fn connection(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let path = path.strip_prefix(STAGE).and_then(|path| path.strip_prefix('/')).unwrap_or(path);
    let id = path.strip_prefix("@connections/").or_else(|| path.strip_prefix("%40connections/"))?;
    Some(unescaped(id))
}

pub(super) async fn answer<B>(connections: &Connections, id: &str, request: Request<B>) -> HttpResponse
where
    B: Body<Data = Bytes, Error: Into<BoxError>>,
{
    let Some(open) = connections.get(id) else { return gone() };
    match *request.method() {
        Method::GET => json(StatusCode::OK, described(&open)),
        Method::POST => match body(request, MAX_MESSAGE).await {
            Ok(data) => match open.send(data) {
                Ok(()) => json(StatusCode::OK, Bytes::new()),
                Err(Unsent::Closed) => gone(),
                // API Gateway's API reference, `PostToConnection`: "or the WebSocket client side buffer is full"
                Err(Unsent::Full) => refused(StatusCode::TOO_MANY_REQUESTS, "LimitExceededException", None),
            },
            Err(Unread::TooLarge) => {
                let message = format!("the message has more than {MAX_MESSAGE} bytes");
                refused(StatusCode::PAYLOAD_TOO_LARGE, "PayloadTooLargeException", Some(&message))
            }
            Err(Unread::Broken) => {
                refused(StatusCode::BAD_REQUEST, "BadRequestException", Some("the message cannot be read"))
            }
        },
        Method::DELETE => {
            connections.remove(id);
            match open.close() {
                true => json(StatusCode::NO_CONTENT, Bytes::new()),
                false => gone(),
            }
        }
        _ => {
            refused(StatusCode::FORBIDDEN, "MissingAuthenticationTokenException", Some("Missing Authentication Token"))
        }
    }
}

fn described(open: &Open) -> String {
    let Open { connection, last_active_at, .. } = open;
    json!({
        "connectedAt": clock::iso_8601(connection.connected_at),
        "identity": connection.identity(),
        "lastActiveAt": clock::iso_8601(last_active_at.get()),
    })
    .to_string()
}

/// The connection has ended, or there never was one.
fn gone() -> HttpResponse {
    refused(StatusCode::GONE, "GoneException", None)
}

fn refused(status: StatusCode, error_type: &str, message: Option<&str>) -> HttpResponse {
    let mut response = json(status, json!({ "message": message }).to_string());
    set_header(&mut response, "x-amzn-errortype", error_type);
    response
}
