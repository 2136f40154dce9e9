//! From an HTTP request to the event that AWS makes of it.

mod alb;
pub(super) mod clock;
mod payload_v2;
mod query;
mod rest_api;
#[cfg(test)]
mod tests;
mod vpc_lattice;
pub(super) mod websocket;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::SystemTime;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;

use super::authorizer::Authorized;
use super::hop_by_hop;
use super::kind::GatewayKind;
use super::routes::Routed;
use crate::local::runtime_api::trace_root;

/// An API's or URL's own identifier: AWS makes one up, and the name of the default domain begins with it.
const API_ID: &str = "local";
/// The account of the function's ARN too.
const ACCOUNT_ID: &str = "000000000000";
/// The types besides `text/*` whose bodies stand in the event as they are: User Guide for Application Load Balancers,
/// "Lambda functions as targets". API Gateway and function URLs do the same, as far as has been seen.
const TEXT_TYPES: [&str; 3] = ["application/json", "application/javascript", "application/xml"];

/// A request, with its whole body.
pub(super) struct HttpRequest<'a> {
    pub(super) parts: &'a Parts,
    pub(super) body: &'a [u8],
    pub(super) id: &'a str,
    pub(super) time: SystemTime,
    pub(super) route: &'a Routed<'a>,
}

/// A body, as an event holds it.
struct Body {
    text: String,
    is_base64: bool,
}

/// The event of a request.
pub(super) fn payload(kind: GatewayKind, request: &HttpRequest) -> Value {
    match kind {
        GatewayKind::HttpApi => payload_v2::of_http_api(request),
        GatewayKind::FunctionUrl => payload_v2::of_function_url(request),
        GatewayKind::RestApi => rest_api::event(request),
        GatewayKind::Alb { multi_value } => alb::event(request, multi_value),
        GatewayKind::WebSocket => websocket::connect(request),
        GatewayKind::VpcLattice => vpc_lattice::event(request),
    }
}

impl HttpRequest<'_> {
    fn method(&self) -> &str {
        self.parts.method.as_str()
    }

    fn protocol(&self) -> String {
        format!("{:?}", self.parts.version)
    }

    /// With its escapes, and dots in it.
    fn path(&self) -> &str {
        match self.parts.uri.path() {
            // as `CONNECT` has it
            "" => "/",
            path => path,
        }
    }

    /// Without the question mark, and with its escapes.
    fn query(&self) -> &str {
        self.parts.uri.query().unwrap_or_default()
    }

    fn domain_name(&self) -> String {
        self.header(header::HOST.as_str()).unwrap_or_else(|| "localhost".to_owned())
    }

    fn user_agent(&self) -> Option<String> {
        self.header(header::USER_AGENT.as_str())
    }

    fn header(&self, name: &str) -> Option<String> {
        self.parts.headers.get(name).map(text)
    }

    fn source_ip(&self) -> String {
        let peer = self.parts.extensions.get::<SocketAddr>();
        peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), SocketAddr::ip).to_string()
    }

    /// What an authorizer says of the caller.
    fn authorizer(&self) -> Option<&Value> {
        self.parts.extensions.get().map(|Authorized(authorizer)| authorizer)
    }

    fn epoch_millis(&self) -> u64 {
        let since = self.time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }

    /// Every header, and those that gateways add: names in lower case, values in the order in which they came.
    fn all_headers(&self) -> BTreeMap<String, Vec<String>> {
        self.with_forwarded(&self.parts.headers)
    }

    /// Without those that concern the connection alone.
    fn end_to_end_headers(&self) -> BTreeMap<String, Vec<String>> {
        let mut headers = self.parts.headers.clone();
        hop_by_hop::remove(&mut headers);
        self.with_forwarded(&headers)
    }

    fn with_forwarded(&self, headers: &HeaderMap) -> BTreeMap<String, Vec<String>> {
        let mut all = BTreeMap::new();
        for (name, value) in headers {
            all.entry(name.as_str().to_owned()).or_insert_with(Vec::new).push(text(value));
        }
        let mut forwarded_for = all.remove("x-forwarded-for").unwrap_or_default();
        forwarded_for.push(self.source_ip());
        let host = self.domain_name();
        let port = host.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(80_u16);
        all.insert("x-forwarded-for".to_owned(), vec![forwarded_for.join(", ")]);
        all.insert("x-forwarded-port".to_owned(), vec![port.to_string()]);
        all.insert("x-forwarded-proto".to_owned(), vec!["http".to_owned()]);
        all.entry("x-amzn-trace-id".to_owned()).or_insert_with(|| vec![trace_root(self.id)]);
        all
    }

    /// `None` where the request has none.
    fn body(&self) -> Option<Body> {
        if self.body.is_empty() {
            return None;
        }
        let text = std::str::from_utf8(self.body).ok().filter(|_| self.has_text());
        Some(match text {
            Some(text) => Body { text: text.to_owned(), is_base64: false },
            None => Body { text: BASE64_STANDARD.encode(self.body), is_base64: true },
        })
    }

    fn has_text(&self) -> bool {
        let content_type = self.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        essence.starts_with("text/") || TEXT_TYPES.contains(&essence.as_str())
    }
}

/// HTTP does not say what bytes beyond ASCII mean: UTF-8 where they are that, else Latin-1.
fn text(value: &HeaderValue) -> String {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().copied().map(char::from).collect(),
    }
}

/// The last of several values is what single-valued maps have.
fn last<'a>(values: impl IntoIterator<Item = (&'a String, &'a Vec<String>)>) -> BTreeMap<&'a str, &'a str> {
    let last = |(name, values): (&'a String, &'a Vec<String>)| Some((name.as_str(), values.last()?.as_str()));
    values.into_iter().filter_map(last).collect()
}
