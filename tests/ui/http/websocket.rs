//! HTTP: websocket.

use lambda_fn::http::{Bytes, RequestContext, StatusCode};
use lambda_fn::lambda_fn;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Connection {
    connection_id: String,
}

#[lambda_fn(http(kind = "websocket", routes = ["$connect", "$disconnect", "$default", "sendMessage"]))]
async fn chat(RequestContext(connection): RequestContext<Connection>, message: Bytes) -> StatusCode {
    match (connection.connection_id.as_str(), message.len()) {
        ("", _) | (_, 0) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    }
}
