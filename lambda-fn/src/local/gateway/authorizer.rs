//! Who calls, as an authorizer of API Gateway would have said it: at home it is whoever the caller says, so only this machine
//! may say it.

use std::net::{IpAddr, SocketAddr};

use http::request::Parts;
use http::uri::Authority;
use http::{HeaderName, StatusCode, header};
use serde_json::{Map, Value, json};

use super::kind::GatewayKind;
use crate::local::event::error_body;
use crate::local::http::{HttpResponse, json};
use crate::local::origin;

/// The claims of a JWT, as a JSON object.
pub(crate) const CLAIMS: HeaderName = HeaderName::from_static("x-lambda-fn-claims");
/// The context that a Lambda authorizer returns, as a JSON object.
pub(crate) const AUTHORIZER: HeaderName = HeaderName::from_static("x-lambda-fn-authorizer");

/// What an authorizer says of the caller.
#[derive(Clone, Debug)]
pub(crate) enum Caller {
    Claims(Value),
    Authorizer(Value),
}

/// `requestContext.authorizer`, as the event of a request has it.
#[derive(Clone, Debug)]
pub(super) struct Authorized(pub(super) Value);

/// Takes off what a request says of its caller, and keeps what the event will have; the answer to one that may not say it.
pub(super) fn take(kind: GatewayKind, parts: &mut Parts) -> Option<HttpResponse> {
    let (status, message) = taken(kind, parts).err()?;
    Some(json(status, error_body("AuthorizerRefused", &message)))
}

fn taken(kind: GatewayKind, parts: &mut Parts) -> Result<(), (StatusCode, String)> {
    let caller = match parts.extensions.remove::<Caller>() {
        None => of_headers(parts)?,
        said_by_a_test => said_by_a_test,
    };
    if let Some(caller) = caller {
        let authorizer = caller.authorizer(kind).map_err(|message| (StatusCode::BAD_REQUEST, message))?;
        parts.extensions.insert(Authorized(authorizer));
    }
    Ok(())
}

fn of_headers(parts: &mut Parts) -> Result<Option<Caller>, (StatusCode, String)> {
    let headers = &parts.headers;
    let name = match (headers.contains_key(CLAIMS), headers.contains_key(AUTHORIZER)) {
        (false, false) => return Ok(None),
        (true, true) => {
            let message = format!("a request has `{CLAIMS}` or `{AUTHORIZER}`, not both; remove one of them");
            return Err((StatusCode::BAD_REQUEST, message));
        }
        (true, false) => CLAIMS,
        (false, true) => AUTHORIZER,
    };
    if !is_of_this_machine(parts) || origin::refused_page(headers).is_some() {
        let message = format!(
            "`{name}` is taken from this machine alone; send it to `localhost` or to a loopback address, from no page of another site"
        );
        return Err((StatusCode::FORBIDDEN, message));
    }
    let mut values = headers.get_all(&name).iter();
    let object = match (values.next(), values.next()) {
        (Some(value), None) => serde_json::from_slice(value.as_bytes()).ok().filter(Value::is_object),
        _ => None,
    };
    let Some(object) = object else {
        let message = format!("`{name}` is not one JSON object; write it as in `{name}: {{\"sub\":\"ada\"}}`");
        return Err((StatusCode::BAD_REQUEST, message));
    };
    parts.headers.remove(&name);
    Ok(Some(if name == CLAIMS { Caller::Claims(object) } else { Caller::Authorizer(object) }))
}

/// Whether a request came over loopback, and asked for it by such a name: a tunnel or a proxy on this machine, which brings
/// what others send, comes over loopback as well.
fn is_of_this_machine(parts: &Parts) -> bool {
    let is_loopback = |address: IpAddr| address.to_canonical().is_loopback();
    let by_peer = parts.extensions.get::<SocketAddr>().is_some_and(|peer| is_loopback(peer.ip()));
    let by_name = |authority: &str| {
        let Ok(authority) = authority.parse::<Authority>() else { return false };
        let name = origin::name(&authority);
        name == "localhost" || name.ends_with(".localhost") || name.parse().is_ok_and(is_loopback)
    };
    let hosts = parts.headers.get_all(header::HOST).iter().map(|host| host.to_str().unwrap_or_default());
    let is_passed_on = [header::FORWARDED, HeaderName::from_static("x-forwarded-for")]
        .iter()
        .any(|name| parts.headers.contains_key(name));
    by_peer && !is_passed_on && hosts.chain(parts.uri.authority().map(Authority::as_str)).all(by_name)
}

impl Caller {
    /// What the event of this kind has as `requestContext.authorizer`.
    pub(crate) fn authorizer(self, kind: GatewayKind) -> Result<Value, String> {
        let (Self::Claims(Value::Object(object)) | Self::Authorizer(Value::Object(object))) = &self else {
            return Err("what an authorizer says is a JSON object, as `{\"sub\":\"ada\"}` is one".to_owned());
        };
        match (&self, kind) {
            // API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs": payload format 2.0
            (Self::Claims(_), GatewayKind::HttpApi) => {
                Ok(json!({ "jwt": { "claims": as_text(object), "scopes": null } }))
            }
            (Self::Authorizer(context), GatewayKind::HttpApi) => Ok(json!({ "lambda": context })),
            // of a user pool
            (Self::Claims(_), GatewayKind::RestApi) => Ok(json!({ "claims": as_text(object) })),
            (Self::Authorizer(_), GatewayKind::RestApi | GatewayKind::WebSocket) => of_1_0(object),
            (Self::Claims(_), GatewayKind::WebSocket) => Err(
                "a WebSocket API has no authorizer that reads claims; say what its Lambda authorizer does, with `authorizer`"
                    .to_owned(),
            ),
            (_, GatewayKind::FunctionUrl | GatewayKind::Alb { .. } | GatewayKind::VpcLattice) => Err(format!(
                "{} has no authorizer; an HTTP API (`http-api`) and a REST API (`rest-api`) have one",
                kind.with_article()
            )),
        }
    }
}

/// API Gateway hands the claims of a JWT on as text, whatever they were in the token: a list as `[a b]`.
fn as_text(claims: &Map<String, Value>) -> Map<String, Value> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => {
            let values = values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            format!("[{}]", values.collect::<Vec<_>>().join(" "))
        }
        value => value.to_string(),
    };
    claims.iter().map(|(name, value)| (name.clone(), text(value).into())).collect()
}

/// API Gateway Developer Guide, "Output from an API Gateway Lambda authorizer": "you can't set a JSON object or array as a
/// valid value of any key in the context map", and the values come as text, beside the principal.
fn of_1_0(context: &Map<String, Value>) -> Result<Value, String> {
    if let Some((name, _)) = context.iter().find(|(_, value)| value.is_object() || value.is_array()) {
        return Err(format!(
            "an authorizer of this kind says no object and no list, as `{name}` is one; write it as text"
        ));
    }
    let mut authorizer = as_text(context);
    authorizer.entry("principalId").or_insert_with(|| "local".into());
    Ok(authorizer.into())
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    const KINDS: [GatewayKind; 6] = [
        GatewayKind::HttpApi,
        GatewayKind::FunctionUrl,
        GatewayKind::RestApi,
        GatewayKind::ALB,
        GatewayKind::WebSocket,
        GatewayKind::VpcLattice,
    ];

    fn parts(peer: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::new(());
        request.extensions_mut().insert(peer.parse::<SocketAddr>().unwrap());
        for (name, value) in headers {
            request.headers_mut().append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        request.into_parts().0
    }

    #[test]
    fn each_kind_has_its_own_form() {
        let claims = || Caller::Claims(json!({ "sub": "ada", "admin": true, "age": 36, "groups": ["a", "b"] }));
        let text = json!({ "sub": "ada", "admin": "true", "age": "36", "groups": "[a b]" });
        let context = || Caller::Authorizer(json!({ "sub": "ada", "age": 36 }));
        let of_1_0 = json!({ "principalId": "local", "sub": "ada", "age": "36" });
        for kind in KINDS {
            let (claims, context) = (claims().authorizer(kind), context().authorizer(kind));
            match kind {
                GatewayKind::HttpApi => {
                    assert_eq!(claims.unwrap(), json!({ "jwt": { "claims": text, "scopes": null } }));
                    assert_eq!(context.unwrap(), json!({ "lambda": { "sub": "ada", "age": 36 } }));
                }
                GatewayKind::RestApi => {
                    assert_eq!((claims.unwrap(), context.unwrap()), (json!({ "claims": text }), of_1_0.clone()));
                }
                GatewayKind::WebSocket => {
                    assert!(claims.unwrap_err().contains("WebSocket"));
                    assert_eq!(context.unwrap(), of_1_0);
                }
                GatewayKind::FunctionUrl | GatewayKind::Alb { .. } | GatewayKind::VpcLattice => {
                    assert!(claims.unwrap_err().contains(kind.with_article()));
                    assert!(context.unwrap_err().contains(kind.with_article()));
                }
            }
        }
        let nested = Caller::Authorizer(json!({ "scopes": ["read"] }));
        assert!(nested.clone().authorizer(GatewayKind::HttpApi).is_ok());
        assert!(nested.authorizer(GatewayKind::RestApi).unwrap_err().contains("`scopes`"));
        assert!(Caller::Claims(json!(["ada"])).authorizer(GatewayKind::HttpApi).is_err());
    }

    #[test]
    fn it_is_taken_over_loopback_alone() {
        let claims = ("x-lambda-fn-claims", r#"{"sub":"ada"}"#);
        for (peer, host) in [
            ("127.0.0.1:5", "127.0.0.1:9000"),
            ("127.0.0.1:5", "localhost:9000"),
            ("[::1]:5", "[::1]:9000"),
            ("[::ffff:127.0.0.1]:5", "api.localhost"),
        ] {
            let mut parts = parts(peer, &[("host", host), claims]);
            assert!(take(GatewayKind::HttpApi, &mut parts).is_none(), "{peer} {host}");
            assert!(parts.extensions.get::<Authorized>().is_some() && !parts.headers.contains_key(CLAIMS));
        }
        for (peer, headers) in [
            ("192.0.2.7:5", [("host", "localhost:9000"), claims].as_slice()),
            ("[2001:db8::7]:5", &[("host", "[::1]:9000"), claims]),
            ("127.0.0.1:5", &[("host", "192.0.2.7:9000"), claims]),
            ("127.0.0.1:5", &[("host", "host.docker.internal"), claims]),
            ("127.0.0.1:5", &[("host", "localhost.example.com"), claims]),
            ("[::1]:5", &[("host", "[::1].example.com:9000"), claims]),
            ("127.0.0.1:5", &[("host", "localhost"), ("x-forwarded-for", "192.0.2.7"), claims]),
            ("127.0.0.1:5", &[("host", "localhost"), ("origin", "https://example.com"), claims]),
        ] {
            let mut parts = parts(peer, headers);
            let refused = take(GatewayKind::HttpApi, &mut parts).expect("it is not of this machine");
            assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{peer} {headers:?}");
            assert!(parts.extensions.get::<Authorized>().is_none());
        }
    }

    #[test]
    fn what_is_not_one_object_is_refused() {
        for headers in [
            [("x-lambda-fn-claims", "ada")].as_slice(),
            &[("x-lambda-fn-claims", "[1]")],
            &[("x-lambda-fn-authorizer", "")],
            &[("x-lambda-fn-claims", "{}"), ("x-lambda-fn-claims", "{}")],
            &[("x-lambda-fn-claims", "{}"), ("x-lambda-fn-authorizer", "{}")],
        ] {
            let refused = take(GatewayKind::HttpApi, &mut parts("127.0.0.1:5", headers)).expect("not one object");
            assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{headers:?}");
        }
    }
}
