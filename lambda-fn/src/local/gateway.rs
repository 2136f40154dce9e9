//! HTTP in, the event that AWS makes of it, the function, its answer as HTTP out.

pub(crate) mod authorizer;
mod escapes;
mod failure;
mod hop_by_hop;
mod http_answer;
mod http_event;
mod http_stream;
pub(crate) mod kind;
mod routes;
#[cfg_attr(not(feature = "http"), path = "gateway/no_websocket.rs")]
mod websocket;

use std::net::SocketAddr;
use std::rc::Rc;
use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use http::request::Parts;
use hyper::body::Body;

use super::emulator::{Emulator, Invocation, Refused};
use super::event::{Answer, Event};
use super::http::{BoxError, HttpResponse, Unread, body, set_header};
use super::invoke_api::MAX_REQUEST;
use super::log;
use crate::function::Function;
use crate::trigger::{HttpKind, Trigger};
use failure::Failure;
use http_event::HttpRequest;
use kind::GatewayKind;
use routes::{Routed, Routes};

pub(crate) use websocket::Connections;

/// What brings HTTP to the function, and which of it.
#[derive(Debug)]
pub(crate) struct Gateway {
    pub(crate) kind: GatewayKind,
    described: Vec<String>,
    routes: Routes,
    /// Whether the function's answers are streamed.
    streams: bool,
    /// The kind whose events alone the function reads, where it says so.
    reads: Option<GatewayKind>,
}

impl Gateway {
    pub(crate) fn new(kind: GatewayKind, described: Vec<String>, streams: bool) -> Self {
        Self { kind, routes: Routes::new(kind, &described), described, streams, reads: None }
    }

    /// Of the function's own description.
    pub(crate) fn of(function: &Function) -> Option<Self> {
        function.triggers.iter().find_map(|trigger| match trigger {
            Trigger::Http(http) => {
                let routes = http.routes.iter().map(|route| (*route).to_owned()).collect();
                let gateway = Self::new(GatewayKind::of(http.kind), routes, http.stream);
                Some(Self { reads: (http.kind != Some(HttpKind::Any)).then_some(gateway.kind), ..gateway })
            }
            _ => None,
        })
    }

    /// Every path and method of this kind, where nothing is described.
    pub(crate) fn all(kind: GatewayKind) -> Self {
        Self::new(kind, Vec::new(), false)
    }

    /// The same function behind another kind.
    pub(crate) fn with_kind(self, kind: GatewayKind) -> Self {
        // a WebSocket API has keys where the others have methods and paths
        let is_other = (kind == GatewayKind::WebSocket) != (self.kind == GatewayKind::WebSocket);
        let described = if is_other { Vec::new() } else { self.described };
        Self { reads: self.reads, ..Self::new(kind, described, self.streams) }
    }

    /// The same behind a load balancer that sends every value of a header and of a parameter; `None` for another kind.
    pub(crate) fn with_multi_value_headers(self) -> Option<Self> {
        let kind = GatewayKind::Alb { multi_value: true };
        self.kind.reads(kind).then(|| self.with_kind(kind))
    }

    /// What there is to say where the function reads the events of another kind.
    pub(crate) fn warning(&self) -> Option<String> {
        let reads = self.reads.filter(|reads| !reads.reads(self.kind))?;
        Some(format!(
            "the function reads events as {} brings them: every request will fail; write `kind = \"any\"`, or run it as that kind",
            reads.with_article()
        ))
    }

    /// The method and path of a request that the function has a route for; `None` where requests only open connections.
    pub(crate) fn example(&self) -> Option<(String, String)> {
        (self.kind != GatewayKind::WebSocket).then(|| routes::example(&self.described))
    }

    /// What to do with the address.
    pub(crate) fn invitation(&self, address: SocketAddr) -> String {
        let kind = self.kind.with_article();
        match self.kind {
            GatewayKind::WebSocket => format!(
                "connect to ws://{address}/: every message is an event, as {kind} brings it; http://{address}/@connections/ID posts back"
            ),
            _ => {
                let (method, path) = routes::example(&self.described);
                let invited = if method == "GET" { "open".to_owned() } else { format!("send a {method} to") };
                format!("{invited} http://{address}{path}: every other path is HTTP, as {kind} brings it")
            }
        }
    }
}

/// What comes of a request.
#[cfg_attr(not(feature = "testing"), expect(dead_code, reason = "only the test client wants more than the response"))]
pub(crate) struct Answered {
    pub(crate) response: HttpResponse,
    pub(crate) request_id: String,
    /// `None` where the function has not seen it.
    pub(crate) invocation: Option<Invocation>,
}

/// What comes of an event.
struct Invoked {
    response: Result<HttpResponse, Failure>,
    invocation: Option<Invocation>,
}

impl Invoked {
    /// Where there was no event.
    fn not(response: Result<HttpResponse, Failure>) -> Self {
        Self { response, invocation: None }
    }
}

/// Answers a request with what the function makes of its event.
pub(crate) async fn answer<B>(emulator: &Rc<Emulator>, gateway: &Gateway, request: Request<B>) -> Answered
where
    B: Body<Data = Bytes, Error: Into<BoxError>>,
{
    let kind = gateway.kind;
    let event = Event::new(Bytes::new());
    let request_id = event.request_id.clone();
    let (mut parts, incoming) = request.into_parts();
    let refused = authorizer::take(kind, &mut parts);
    let request = Request::from_parts(parts, incoming);
    let Invoked { response, invocation } = match (kind, refused) {
        (_, Some(refused)) => Invoked::not(Ok(refused)),
        (GatewayKind::WebSocket, None) => websocket::answer(emulator, gateway, request, event).await,
        (_, None) => match payload(gateway, &request_id, request).await {
            Ok(payload) => invoke(emulator, gateway, Event { payload, ..event }).await,
            Err(failure) => Invoked::not(Err(failure)),
        },
    };
    let mut response = response.unwrap_or_else(|failure| {
        let response = failure.response(kind);
        log::tell(format_args!("the HTTP request {request_id} gets a {}: {failure}", response.status().as_u16()));
        response
    });
    if let Some(name) = kind.request_id_header() {
        set_header(&mut response, name, &request_id);
    }
    Answered { response, request_id, invocation }
}

/// The event of a request, as JSON.
async fn payload<B>(gateway: &Gateway, request_id: &str, request: Request<B>) -> Result<Bytes, Failure>
where
    B: Body<Data = Bytes, Error: Into<BoxError>>,
{
    let (parts, incoming) = request.into_parts();
    let route = route(&gateway.routes, &parts)?;
    let limit = gateway.kind.max_body();
    let body = body(Request::new(incoming), limit).await.map_err(|unread| match unread {
        Unread::TooLarge => Failure::too_large(format!("its body has more than {limit} bytes")),
        Unread::Broken => Failure::unreadable(),
    })?;
    let request = HttpRequest { parts: &parts, body: &body, id: request_id, time: SystemTime::now(), route: &route };
    let payload = http_event::payload(gateway.kind, &request).to_string();
    match payload.len() > MAX_REQUEST {
        true => Err(Failure::too_large(format!("its event has more than {MAX_REQUEST} bytes"))),
        false => Ok(payload.into()),
    }
}

fn route<'a>(routes: &'a Routes, parts: &'a Parts) -> Result<Routed<'a>, Failure> {
    routes.find(parts.method.as_str(), parts.uri.path()).ok_or_else(Failure::no_route)
}

async fn invoke(emulator: &Emulator, gateway: &Gateway, event: Event) -> Invoked {
    let request_id = event.request_id.clone();
    match emulator.invoke(event) {
        Ok(mut invocation) => {
            let response = respond(gateway, request_id, invocation.answer().await).await;
            Invoked { response, invocation: Some(invocation) }
        }
        Err(Refused::Throttled) => Invoked::not(Err(Failure::throttled())),
        Err(Refused::Failed(exit)) => Invoked::not(Err(Failure::function(exit.to_string()))),
    }
}

async fn respond(gateway: &Gateway, request_id: String, answer: Answer) -> Result<HttpResponse, Failure> {
    let kind = gateway.kind;
    match answer {
        Answer::Stream { content_type, pieces }
            if kind.streams(gateway.streams) && http_stream::is_http(&content_type) =>
        {
            http_stream::respond(kind, request_id, pieces).await
        }
        answer => match answer.whole().await {
            Ok((content_type, _)) if http_stream::is_http(&content_type) => {
                Err(Failure::malformed(kind, "it has the prelude of what is streamed"))
            }
            Ok((_, body)) => http_answer::response(kind, body).map_err(|reason| Failure::malformed(kind, &reason)),
            Err(error) => Err(Failure::function_error(&error)),
        },
    }
}
