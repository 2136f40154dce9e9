//! `--as`: HTTP in, the event that AWS makes of it, the function, its answer as HTTP out.

mod failure;
mod hop_by_hop;
mod http_answer;
mod http_event;
mod http_stream;
pub(crate) mod kind;

use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use hyper::body::Incoming;

use super::emulator::{Emulator, Refused};
use super::event::{Answer, Event};
use super::http::{HttpResponse, Unread, body, set_header};
use super::invoke_api::MAX_REQUEST;
use failure::Failure;
use http_event::HttpRequest;
use kind::HttpKind;

/// Answers a request with what the function makes of its event.
pub(crate) async fn answer(emulator: &Emulator, kind: HttpKind, request: Request<Incoming>) -> HttpResponse {
    let mut event = Event::new(Bytes::new());
    let request_id = event.request_id.clone();
    let answered = match payload(kind, &request_id, request).await {
        Ok(payload) => {
            event.payload = payload;
            invoke(emulator, kind, event).await
        }
        Err(failure) => Err(failure),
    };
    let mut response = answered.unwrap_or_else(|failure| {
        let response = failure.response(kind);
        eprintln!("the HTTP request {request_id} gets a {}: {failure}", response.status().as_u16());
        response
    });
    if let Some(name) = kind.request_id_header() {
        set_header(&mut response, name, &request_id);
    }
    response
}

/// The event of a request, as JSON.
async fn payload(kind: HttpKind, request_id: &str, request: Request<Incoming>) -> Result<Bytes, Failure> {
    let (parts, incoming) = request.into_parts();
    let limit = kind.max_body();
    let body = body(Request::new(incoming), limit).await.map_err(|unread| match unread {
        Unread::TooLarge => Failure::too_large(format!("its body has more than {limit} bytes")),
        Unread::Broken => Failure::unreadable(),
    })?;
    let request = HttpRequest { parts: &parts, body: &body, id: request_id, time: SystemTime::now() };
    let payload = http_event::payload(kind, &request).to_string();
    match payload.len() > MAX_REQUEST {
        true => Err(Failure::too_large(format!("its event has more than {MAX_REQUEST} bytes"))),
        false => Ok(payload.into()),
    }
}

async fn invoke(emulator: &Emulator, kind: HttpKind, event: Event) -> Result<HttpResponse, Failure> {
    let request_id = event.request_id.clone();
    let mut invocation = emulator.invoke(event).map_err(|refused| match refused {
        Refused::Throttled => Failure::throttled(),
        Refused::Failed(exit) => Failure::function(exit.to_string()),
    })?;
    match invocation.answer().await {
        Answer::Stream { content_type, pieces }
            if kind == HttpKind::FunctionUrl && http_stream::is_http(&content_type) =>
        {
            http_stream::respond(request_id, pieces).await
        }
        answer => match answer.whole().await {
            Ok((content_type, _)) if http_stream::is_http(&content_type) => {
                Err(Failure::malformed(kind, "it has the prelude of what is streamed to a function URL"))
            }
            Ok((_, body)) => http_answer::response(kind, body).map_err(|reason| Failure::malformed(kind, &reason)),
            Err(error) => Err(Failure::function_error(&error)),
        },
    }
}
