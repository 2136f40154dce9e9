//! A connection from its first message to its end.

use std::error::Error;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::connections::Open;
use super::{Connection, MAX_WAITING, invoke};
use crate::foreign;
use crate::local::emulator::Emulator;
use crate::local::event::Event;
use crate::local::gateway::failure::Failure;
use crate::local::gateway::kind::GatewayKind;
use crate::local::gateway::routes::{DEFAULT, DISCONNECT};
use crate::local::log;

/// RFC 6455, 7.4.1 "Defined Status Codes".
const NORMAL: u16 = 1000;
const UNSUPPORTED: u16 = 1003;
const NO_STATUS: u16 = 1005;
const ABNORMAL: u16 = 1006;
const TOO_BIG: u16 = 1009;
const PROTOCOL_ERROR: u16 = 1002;
/// How long the other end may take to close what this one closes.
const FAREWELL: Duration = Duration::from_secs(1);

/// Which code and reason a connection ended with.
struct End {
    code: u16,
    reason: String,
}

/// Serves a connection to its end. The function gets its messages one after the other.
pub(super) async fn serve(emulator: Rc<Emulator>, connection: Connection, mut socket: WebSocket) {
    let (open, outgoing) = emulator.connections.open(connection);
    let (incoming, messages) = mpsc::channel(MAX_WAITING);
    let handled = tokio::task::spawn_local(handle(emulator.clone(), open.clone(), messages));
    let end = relay(&mut socket, &open, incoming, outgoing).await;
    emulator.connections.remove(&open.connection.id);
    drop(socket);
    let _ = handled.await;
    disconnected(&emulator, &open.connection, &end).await;
}

/// Passes messages on both ways until one end closes. As long as too many wait for the function, none is read.
async fn relay(
    socket: &mut WebSocket,
    open: &Open,
    incoming: mpsc::Sender<String>,
    mut outgoing: mpsc::Receiver<Bytes>,
) -> End {
    let mut room = None;
    loop {
        tokio::select! {
            Ok(reserved) = incoming.reserve(), if room.is_none() => room = Some(reserved),
            received = socket.recv(), if room.is_some() => match received {
                Some(Ok(Message::Text(text))) => {
                    open.is_active();
                    if let Some(room) = room.take() {
                        room.send(text.as_str().to_owned());
                    }
                }
                // API Gateway Developer Guide, "Binary media types for WebSocket APIs": "If a client sends a binary
                // frame, API Gateway rejects it and disconnects the client with code 1003"
                Some(Ok(Message::Binary(_))) => return close(socket, UNSUPPORTED, "binary frames are not supported").await,
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => open.is_active(),
                Some(Ok(Message::Close(None))) => return End::new(NO_STATUS, ""),
                Some(Ok(Message::Close(Some(frame)))) => return End::new(frame.code, frame.reason.as_str()),
                Some(Err(error)) => return broken(socket, &error).await,
                None => return End::new(ABNORMAL, "Connection Closed Abnormally"),
            },
            sent = outgoing.recv() => {
                let Some(data) = sent else { return close(socket, NORMAL, "").await };
                if socket.send(message(data)).await.is_err() {
                    return End::new(ABNORMAL, "Connection Closed Abnormally");
                }
            }
        }
    }
}

/// As text, unless it is none.
fn message(data: Bytes) -> Message {
    match String::from_utf8(data.to_vec()) {
        Ok(text) => Message::Text(text.into()),
        Err(_) => Message::Binary(data),
    }
}

/// A message that is too large, or what is no WebSocket protocol; also a connection that is gone.
async fn broken(socket: &mut WebSocket, error: &axum::Error) -> End {
    let mut causes = std::iter::successors(Some(error as &(dyn Error + 'static)), |error| (*error).source());
    let is_of_the_socket = causes.any(<dyn Error>::is::<std::io::Error>);
    // axum does not export the type of all others
    let said = error.to_string();
    if is_of_the_socket || said.ends_with(foreign::RESET) {
        End::new(ABNORMAL, "Connection Closed Abnormally")
    } else if said.starts_with(foreign::TOO_LARGE) {
        close(socket, TOO_BIG, "the message or one of its frames is too large").await
    } else {
        close(socket, PROTOCOL_ERROR, "").await
    }
}

/// Closes from this end, and waits a moment for the other one.
async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) -> End {
    let frame = CloseFrame { code, reason: reason.into() };
    if socket.send(Message::Close(Some(frame))).await.is_ok() {
        let closed = async { while let Some(Ok(_)) = socket.recv().await {} };
        let _ = tokio::time::timeout(FAREWELL, closed).await;
    }
    End::new(code, reason)
}

/// Gives the function one message after the other, and tells the client where one cannot be handled.
async fn handle(emulator: Rc<Emulator>, open: Rc<Open>, mut messages: mpsc::Receiver<String>) {
    while let Some(message) = messages.recv().await {
        let event = Event::new(Bytes::new());
        let request_id = event.request_id.clone();
        if let Err(failure) = handle_one(&emulator, &open.connection, &message, event).await {
            let told = failure.told(GatewayKind::WebSocket);
            log::tell(format_args!("the WebSocket message {request_id} gets `{told}`: {failure}"));
            let error = json!({ "message": told, "connectionId": open.connection.id, "requestId": request_id });
            // a client that does not read is told of nothing
            let _ = open.send(error.to_string().into());
        }
    }
}

async fn handle_one(emulator: &Emulator, connection: &Connection, message: &str, event: Event) -> Result<(), Failure> {
    let Some(gateway) = &emulator.config().http else { return Err(Failure::no_route()) };
    let named = action(message).and_then(|action| gateway.routes.of_key(&action));
    let route = named.or_else(|| gateway.routes.of_key(DEFAULT)).ok_or_else(Failure::no_route)?;
    let payload = connection.message(route.key, message, &event.request_id, now()).to_string().into();
    // what a function answers goes nowhere: API Gateway Developer Guide, "Set up route responses for WebSocket APIs":
    // "You must configure route responses if you want to send a response back to the client"
    invoke(emulator, gateway, Event { payload, ..event }).await.response.map(drop)
}

/// What the route selection expression `$request.body.action` selects.
fn action(message: &str) -> Option<String> {
    let body: Value = serde_json::from_str(message).ok()?;
    body.get("action")?.as_str().map(str::to_owned)
}

async fn disconnected(emulator: &Emulator, connection: &Connection, end: &End) {
    let Some(gateway) = &emulator.config().http else { return };
    let Some(route) = gateway.routes.of_key(DISCONNECT) else { return };
    let event = Event::new(Bytes::new());
    let request_id = event.request_id.clone();
    let payload = connection.disconnect(route.key, (end.code, &end.reason), &request_id, now()).to_string().into();
    if let Err(failure) = invoke(emulator, gateway, Event { payload, ..event }).await.response {
        log::tell(format_args!("the end {request_id} of a WebSocket connection is not handled: {failure}"));
    }
}

pub(super) fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

impl End {
    fn new(code: u16, reason: &str) -> Self {
        Self { code, reason: reason.to_owned() }
    }
}
