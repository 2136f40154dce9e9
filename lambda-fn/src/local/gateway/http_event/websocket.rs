//! The events of a WebSocket API: API Gateway Developer Guide, "Set up a WebSocket API integration request" and "Manage
//! connected users and client apps". The keys are those of events that AWS has made.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::{API_ID, HttpRequest, clock, last, query};

pub(in crate::local::gateway) const STAGE: &str = "local";

/// The request that begins a connection.
pub(super) fn connect(request: &HttpRequest) -> Value {
    let headers = request.end_to_end_headers();
    let mut event = json!({
        "headers": last(&headers),
        "multiValueHeaders": headers,
        "requestContext": Connection::of(request).context("CONNECT", request.route.key, request.id, request.epoch_millis()),
        "isBase64Encoded": false,
    });
    let parameters = query::decoded(request.query());
    if !parameters.is_empty() {
        event["queryStringParameters"] = json!(last(&parameters));
        event["multiValueQueryStringParameters"] = json!(parameters);
    }
    event
}

/// What every event of a connection tells of it.
#[derive(Debug)]
pub(in crate::local::gateway) struct Connection {
    pub(in crate::local::gateway) id: String,
    pub(in crate::local::gateway) connected_at: u64,
    source_ip: String,
    user_agent: Option<String>,
    domain_name: String,
    /// What an authorizer said as the connection began: each event of it has that.
    authorizer: Option<Value>,
}

impl Connection {
    pub(in crate::local::gateway) fn of(request: &HttpRequest) -> Self {
        Self {
            id: connection_id(request.id),
            connected_at: request.epoch_millis(),
            source_ip: request.source_ip(),
            user_agent: request.user_agent(),
            domain_name: request.domain_name(),
            authorizer: request.authorizer().cloned(),
        }
    }

    /// Who is at the other end.
    pub(in crate::local::gateway) fn identity(&self) -> Value {
        let mut identity = json!({ "sourceIp": self.source_ip });
        if let Some(user_agent) = &self.user_agent {
            identity["userAgent"] = user_agent.as_str().into();
        }
        identity
    }

    fn context(&self, event_type: &str, route_key: &str, request_id: &str, epoch_millis: u64) -> Value {
        let mut context = json!({
            "routeKey": route_key,
            "eventType": event_type,
            "extendedRequestId": request_id,
            "requestTime": clock::common_log(epoch_millis),
            "messageDirection": "IN",
            "stage": STAGE,
            "connectedAt": self.connected_at,
            "requestTimeEpoch": epoch_millis,
            "identity": self.identity(),
            "requestId": request_id,
            "domainName": self.domain_name,
            "connectionId": self.id,
            "apiId": API_ID,
        });
        if let Some(authorizer) = &self.authorizer {
            context["authorizer"] = authorizer.clone();
        }
        context
    }

    #[cfg(feature = "http")]
    pub(in crate::local::gateway) fn message(&self, route_key: &str, body: &str, id: &str, epoch_millis: u64) -> Value {
        let mut context = self.context("MESSAGE", route_key, id, epoch_millis);
        context["messageId"] = connection_id(id).into();
        json!({ "requestContext": context, "body": body, "isBase64Encoded": false })
    }

    #[cfg(feature = "http")]
    pub(in crate::local::gateway) fn disconnect(
        &self,
        route_key: &str,
        (code, reason): (u16, &str),
        id: &str,
        epoch_millis: u64,
    ) -> Value {
        let mut context = self.context("DISCONNECT", route_key, id, epoch_millis);
        context["disconnectStatusCode"] = code.into();
        context["disconnectReason"] = reason.into();
        json!({
            "headers": { "host": self.domain_name, "x-api-key": "", "x-forwarded-for": "", "x-restapi": "" },
            "requestContext": context,
            "isBase64Encoded": false,
        })
    }
}

/// In the form of AWS's: eleven bytes in base64, with the `=` that a URL has to escape.
fn connection_id(request_id: &str) -> String {
    let digits = request_id.replace('-', "");
    let byte = |place: usize| digits.get(place * 2..place * 2 + 2).and_then(|byte| u8::from_str_radix(byte, 16).ok());
    let bytes: Vec<_> = (0..4).chain(6..10).chain(13..16).map(|place| byte(place).unwrap_or_default()).collect();
    BASE64_STANDARD.encode(bytes).replace('+', "-").replace('/', "_")
}
