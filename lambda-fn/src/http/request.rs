//! From an event to the request that a handler gets.

use axum::body::Body;
use axum::extract::Request;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde::de::IgnoredAny;

use super::event::{Format, HttpEvent, unmarshal_error};
use super::problem::Problem;
use super::text::{Pairs, Text};
use super::uri::{self, Path, Query};
use crate::failure::Failure;
use crate::trigger::HttpKind;

/// Why there is no request: the event itself is not right, or what the client sent in it.
pub(super) enum Refused {
    Event(Failure),
    Request(Problem),
}

pub(super) fn request(
    kind: HttpKind,
    format: Format,
    mut event: HttpEvent<'_>,
    bytes: &Bytes,
) -> Result<Request, Refused> {
    let Some(method) = event.method(format) else {
        return Err(Refused::Event(unmarshal_error(kind, "a request without a method")));
    };
    let bad = |detail: &str| Refused::Request(Problem::new(StatusCode::BAD_REQUEST).detail(detail));
    let method = Method::from_bytes(method.as_str().as_bytes()).map_err(|_| bad("the method is no token"))?;
    let path = match event.has_decoded_path(kind, format) {
        true => Path::Decoded(path(format, &mut event)),
        false => Path::Raw(path(format, &mut event)),
    };
    let uri = uri::uri(&path, query(format, &mut event))
        .ok_or_else(|| Refused::Request(Problem::new(StatusCode::URI_TOO_LONG)))?;
    let mut headers = headers(&mut event, bytes).map_err(bad)?;
    let body = match event.body {
        Some(body) if event.is_base64_encoded == Some(true) => {
            let body = BASE64_STANDARD.decode(body.as_str().as_bytes());
            Bytes::from(body.map_err(|_| bad("the body is said to be base64, and is not"))?)
        }
        Some(body) => body.bytes(bytes),
        None => Bytes::new(),
    };
    if format == Format::WebSocket && !headers.contains_key(header::CONTENT_TYPE) && is_json(&body) {
        headers.insert(header::CONTENT_TYPE, JSON);
    }
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = method;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Ok(request)
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A message has no content type, but may be what the routes of a WebSocket API are chosen by.
fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(body).is_ok()
}

/// The path that the routes are for: without the stage, which API Gateway puts before the path of an HTTP API.
fn path<'a>(format: Format, event: &mut HttpEvent<'a>) -> std::borrow::Cow<'a, str> {
    let path = match format {
        Format::V2 => {
            let path = event.raw_path.take();
            let stage = event.request_context.as_ref().and_then(|context| context.stage.as_ref());
            return match (path, stage) {
                (Some(path), Some(stage)) => without_stage(path, stage.as_str()),
                (path, _) => path.map(|path| path.0).unwrap_or_default(),
            };
        }
        Format::VpcLattice => {
            let raw = event.lattice_path.take();
            // event structure version V1 has the query in it
            let raw = raw.map(|raw| Text(raw.0.split('?').next().unwrap_or_default().to_owned().into()));
            event.path.take().or(raw)
        }
        Format::V1 | Format::Alb { .. } => event.path.take(),
        Format::WebSocket => {
            let context = event.request_context.as_mut();
            context.and_then(|context| context.route_key.take())
        }
    };
    path.map(|path| path.0).unwrap_or_default()
}

/// API Gateway Developer Guide, "Stages for HTTP APIs in API Gateway": any stage but `$default` is the first segment.
fn without_stage<'a>(path: Text<'a>, stage: &str) -> std::borrow::Cow<'a, str> {
    let rest = path.0.strip_prefix('/').and_then(|path| path.strip_prefix(stage));
    match rest.filter(|rest| stage != "$default" && !stage.is_empty() && (rest.is_empty() || rest.starts_with('/'))) {
        Some(rest) => rest.to_owned().into(),
        None => path.0,
    }
}

fn query<'a>(format: Format, event: &mut HttpEvent<'a>) -> Query<'a> {
    let pairs = |event: &mut HttpEvent<'a>| {
        let multi = event.multi_value_query_string_parameters.take().filter(|pairs| !pairs.0.is_empty());
        multi.unwrap_or_else(|| std::mem::take(&mut event.query_string_parameters))
    };
    match format {
        Format::V2 => Query::Raw(event.raw_query_string.take()),
        Format::V1 | Format::WebSocket => Query::Decoded(pairs(event)),
        // User Guide for Application Load Balancers, "Lambda functions as targets": "If the query parameters are
        // URL-encoded, the load balancer does not decode them"
        Format::Alb { .. } | Format::VpcLattice => Query::Encoded(pairs(event)),
    }
}

/// Multi-value headers first: where an event has them, they say all that the others do.
///
/// Cookies are one line, whatever they came in: RFC 9113, 8.2.3 "Compressing the Cookie Header Field", joins them by `; `
/// for what reads HTTP/1.1.
fn headers(event: &mut HttpEvent<'_>, bytes: &Bytes) -> Result<HeaderMap, &'static str> {
    let single = std::mem::take(&mut event.headers);
    let multi = event.multi_value_headers.take().unwrap_or_default();
    let cookies = event.cookies.take().unwrap_or_default();
    let mut headers = HeaderMap::with_capacity(single.0.len().max(multi.0.len()).min(MANY));
    append(&mut headers, multi, bytes)?;
    let mut rest = HeaderMap::new();
    append(if headers.is_empty() { &mut headers } else { &mut rest }, single, bytes)?;
    for (name, value) in &rest {
        if !headers.contains_key(name) {
            headers.append(name, value.clone());
        }
    }
    if !cookies.is_empty() {
        let cookies: Vec<_> = cookies.iter().map(Text::as_str).collect();
        headers.insert(header::COOKIE, value(Bytes::from(cookies.join("; ")))?);
    } else if headers.get_all(header::COOKIE).iter().nth(1).is_some() {
        let cookies: Vec<_> = headers.get_all(header::COOKIE).iter().map(HeaderValue::as_bytes).collect();
        let cookies = value(Bytes::from(cookies.join(b"; ".as_slice())))?;
        headers.insert(header::COOKIE, cookies);
    }
    Ok(headers)
}

/// Far more than a gateway passes on, and less than what a `HeaderMap` can hold.
const MANY: usize = 10_000;

fn append(headers: &mut HeaderMap, pairs: Pairs<'_>, bytes: &Bytes) -> Result<(), &'static str> {
    for (name, text) in pairs.0 {
        let name = HeaderName::from_bytes(name.as_str().as_bytes()).map_err(|_| "a header has a name that is none")?;
        let value = value(text.bytes(bytes))?;
        if headers.len() >= MANY {
            return Err("the request has more headers than can be read");
        }
        headers.append(name, value);
    }
    Ok(())
}

/// Any text but control characters; what is not ASCII is handed on as it is.
fn value(value: Bytes) -> Result<HeaderValue, &'static str> {
    HeaderValue::from_maybe_shared(value).map_err(|_| "a header has a value that HTTP does not allow")
}
