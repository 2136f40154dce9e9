//! WebSocket connections: API Gateway Developer Guide, "Overview of WebSocket APIs in API Gateway".

mod connections;
mod live;
mod management;

use std::rc::Rc;
use std::time::SystemTime;

use axum::extract::FromRequestParts;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::IntoResponse;
use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::Body;
use tokio::sync::oneshot;

use super::http_event::websocket::Connection;
use super::http_event::{self, HttpRequest};
use super::kind::GatewayKind;
use super::routes::{CONNECT, Routed};
use super::{Gateway, Invoked, invoke};
use crate::local::emulator::Emulator;
use crate::local::event::Event;
use crate::local::http::{BoxError, HttpResponse, response, set_header};
use crate::local::origin;

pub(crate) use connections::Connections;

/// API Gateway Developer Guide, "Quotas for configuring and running a WebSocket API": "WebSocket message size" and
/// "WebSocket frame size".
pub(super) const MAX_MESSAGE: usize = 128 * 1024;
const MAX_FRAME: usize = 32 * 1024;
/// Messages of a connection that wait for the function, and those that wait for the client.
const MAX_WAITING: usize = 16;

/// A request that begins a connection, or is about one. API Gateway lets the pages of any site in; at home those of
/// others stay out, as browsers apply no CORS here.
pub(super) async fn answer<B: Body<Data = Bytes, Error: Into<BoxError>>>(
    emulator: &Rc<Emulator>,
    gateway: &Gateway,
    request: Request<B>,
    event: Event,
) -> Invoked {
    if let Some(refused) = origin::refused_page(request.headers()) {
        return Invoked::not(Ok(refused));
    }
    if let Some(id) = management::connection(request.uri().path()) {
        return Invoked::not(Ok(management::answer(&emulator.connections, &id, request).await));
    }
    let (mut parts, _) = request.into_parts();
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade.max_frame_size(MAX_FRAME).max_message_size(MAX_MESSAGE),
        Err(refused) => return Invoked::not(Ok(no_upgrade(refused.into_response().status()))),
    };
    let time = SystemTime::now();
    let route = gateway.routes.of_key(CONNECT);
    let nowhere = Routed::nowhere(CONNECT);
    let request = HttpRequest {
        parts: &parts,
        body: &[],
        id: &event.request_id,
        time,
        route: route.as_ref().unwrap_or(&nowhere),
    };
    let connection = Connection::of(&request);
    let payload = Bytes::from(http_event::payload(GatewayKind::WebSocket, &request).to_string());
    let mut invoked = match route {
        Some(_) => invoke(emulator, gateway, Event { payload, ..event }).await,
        None => Invoked::not(Ok(response(StatusCode::OK, "text/plain", ""))),
    };
    if let Ok(allowed) = &mut invoked.response
        && allowed.status().is_success()
    {
        let protocol = allowed.headers().get(header::SEC_WEBSOCKET_PROTOCOL).cloned();
        *allowed = accept(emulator.clone(), upgrade, connection, protocol);
    }
    invoked
}

/// Switches protocols, and serves the connection from then on.
fn accept(
    emulator: Rc<Emulator>,
    mut upgrade: WebSocketUpgrade,
    connection: Connection,
    protocol: Option<HeaderValue>,
) -> HttpResponse {
    if let Some(protocol) = protocol {
        upgrade.set_selected_protocol(protocol);
    }
    let (hand_over, handed_over) = oneshot::channel();
    let response = upgrade.on_upgrade(async move |socket| drop(hand_over.send(socket)));
    tokio::task::spawn_local(async move {
        if let Ok(socket) = handed_over.await {
            live::serve(emulator, connection, socket).await;
        }
    });
    response.map(|body| body.map_err(std::io::Error::other).boxed_unsync())
}

/// RFC 9110, 15.5.22 "426 Upgrade Required"; what API Gateway answers is unverified.
fn no_upgrade(refused: StatusCode) -> HttpResponse {
    let status = if refused == StatusCode::BAD_REQUEST { StatusCode::UPGRADE_REQUIRED } else { refused };
    let mut response = response(status, "application/json", r#"{"message":"Upgrade Required"}"#);
    set_header(&mut response, header::UPGRADE.as_str(), "websocket");
    response
}
