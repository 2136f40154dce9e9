//! From what the function answers to an HTTP response.
//!
//! API Gateway Developer Guide, "AWS Lambda proxy integrations for HTTP APIs" and "Output format of a Lambda function
//! for proxy integration"; Lambda Developer Guide, "Invoking Lambda function URLs"; User Guide for Application Load
//! Balancers, "Lambda functions as targets".
//!
//! A reason why an answer is none names no value of it, which may be anybody's data.

#[cfg(test)]
mod tests;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use hyper::ext::ReasonPhrase;
use serde_json::{Map, Value};

use super::hop_by_hop;
use super::kind::GatewayKind;
use crate::local::http::{HttpBody, HttpResponse, json, whole};

/// "The maximum size of the response JSON that the Lambda function can send is 1 MB".
const MAX_ALB_ANSWER: usize = 1024 * 1024;
/// Far more than any gateway passes on, and less than what a `HeaderMap` can hold.
const MAX_HEADERS: usize = 10_000;
/// What a REST API takes; with anything else it is a "malformed Lambda proxy response".
const REST_API_KEYS: [&str; 5] = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"];

type Answer = Map<String, Value>;

/// All of a response but its body.
#[derive(Debug)]
pub(super) struct Head {
    status: StatusCode,
    reason: Option<ReasonPhrase>,
    headers: HeaderMap,
}

/// The response, or why there is none.
pub(super) fn response(kind: GatewayKind, payload: Bytes) -> Result<HttpResponse, String> {
    if matches!(kind, GatewayKind::Alb { .. }) && payload.len() > MAX_ALB_ANSWER {
        return Err(format!("it has more than {MAX_ALB_ANSWER} bytes"));
    }
    let mut answer = match serde_json::from_slice(&payload) {
        Ok(Value::Object(answer)) if has(&answer, "statusCode") => answer,
        _ if kind.infers_answers() => return Ok(json(StatusCode::OK, payload)),
        _ => return Err("`statusCode` is missing".to_owned()),
    };
    if kind == GatewayKind::RestApi && answer.keys().any(|key| !REST_API_KEYS.contains(&key.as_str())) {
        return Err(format!("it has other keys than `{}`", REST_API_KEYS.join("`, `")));
    }
    let body = body(&mut answer)?;
    Ok(Head::read(kind, &answer)?.with(kind.default_content_type(), whole(body)))
}

fn body(answer: &mut Answer) -> Result<Bytes, String> {
    let is_base64 = match answer.get("isBase64Encoded") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(is_base64)) => *is_base64,
        Some(_) => return Err("`isBase64Encoded` is neither `true` nor `false`".to_owned()),
    };
    match answer.remove("body") {
        None | Some(Value::Null) => Ok(Bytes::new()),
        Some(Value::String(text)) if is_base64 => {
            let body = BASE64_STANDARD.decode(text);
            body.map(Bytes::from).map_err(|_| "`isBase64Encoded` is set and `body` is not base64".to_owned())
        }
        Some(Value::String(text)) => Ok(text.into()),
        Some(_) => Err("`body` is not a string".to_owned()),
    }
}

impl Head {
    /// Reads `statusCode` and the headers of an answer, or of the prelude of one that is streamed.
    pub(super) fn read(kind: GatewayKind, answer: &Answer) -> Result<Self, String> {
        let status = match answer.get("statusCode") {
            None | Some(Value::Null) => StatusCode::OK,
            Some(code) => status(code).ok_or("`statusCode` is no status; it is 200 to 599")?,
        };
        let reason = match kind {
            GatewayKind::Alb { .. } => reason_phrase(answer)?,
            _ => None,
        };
        let mut headers = headers(kind, answer)?;
        hop_by_hop::remove(&mut headers);
        // which is told by the body itself
        headers.remove(header::CONTENT_LENGTH);
        Ok(Self { status, reason, headers })
    }

    pub(super) fn with(self, default_content_type: &'static str, body: HttpBody) -> HttpResponse {
        let Self { status, reason, mut headers } = self;
        headers.entry(header::CONTENT_TYPE).or_insert(HeaderValue::from_static(default_content_type));
        let mut response = Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        if let Some(reason) = reason {
            response.extensions_mut().insert(reason);
        }
        response
    }
}

fn has(answer: &Answer, key: &str) -> bool {
    answer.get(key).is_some_and(|value| !value.is_null())
}

/// A number, or its digits: API Gateway and function URLs take both. An interim response is none that ends a request.
fn status(code: &Value) -> Option<StatusCode> {
    let code = match code {
        Value::Number(number) => number.as_u64()?,
        Value::String(digits) => digits.parse().ok()?,
        _ => return None,
    };
    let code = u16::try_from(code).ok().filter(|code| (200..=599).contains(code))?;
    StatusCode::from_u16(code).ok()
}

/// "The `statusDescription` header must contain the status code and reason phrase, separated by a single space".
fn reason_phrase(answer: &Answer) -> Result<Option<ReasonPhrase>, String> {
    match answer.get("statusDescription") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(description)) => {
            let Some((_, reason)) = description.split_once(' ') else { return Ok(None) };
            let reason = ReasonPhrase::try_from(reason.to_owned());
            reason.map(Some).map_err(|_| "`statusDescription` holds what no reason phrase can".to_owned())
        }
        Some(_) => Err("`statusDescription` is not a string".to_owned()),
    }
}

/// Cookies first, then the headers with several values, then those with one: "If the same key-value pair is specified
/// in both, only the values from `multiValueHeaders` will appear in the merged list".
fn headers(kind: GatewayKind, answer: &Answer) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    if kind.infers_answers() {
        for cookie in list(answer.get("cookies"), "`cookies`")? {
            append(&mut headers, header::SET_COOKIE, value(kind, cookie, "`cookies`")?)?;
        }
    }
    // User Guide for Application Load Balancers, "Lambda functions as targets": "You must use `multiValueHeaders` if you
    // have enabled multi-value headers and `headers` otherwise"; at the other one the load balancer does not look
    let (reads_several, reads_one) = match kind {
        GatewayKind::Alb { multi_value } => (multi_value, !multi_value),
        _ => (true, true),
    };
    if reads_several {
        for (key, values) in map(answer, "multiValueHeaders")? {
            let (name, place) = (name(key)?, format!("`{key}` of `multiValueHeaders`"));
            for one in list(Some(values), &place)? {
                append(&mut headers, name.clone(), value(kind, one, &place)?)?;
            }
        }
    }
    if !reads_one {
        return Ok(headers);
    }
    let several = headers.clone();
    for (key, one) in map(answer, "headers")? {
        let (name, place) = (name(key)?, format!("`{key}` of `headers`"));
        let value = value(kind, one, &place)?;
        if !several.get_all(&name).iter().any(|other| other == value) {
            append(&mut headers, name, value)?;
        }
    }
    Ok(headers)
}

fn append(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) -> Result<(), String> {
    if headers.len() >= MAX_HEADERS {
        return Err(format!("it has more than {MAX_HEADERS} headers"));
    }
    headers.append(name, value);
    Ok(())
}

fn map<'a>(answer: &'a Answer, key: &str) -> Result<impl Iterator<Item = (&'a String, &'a Value)>, String> {
    match answer.get(key) {
        None | Some(Value::Null) => Ok(None.into_iter().flatten()),
        Some(Value::Object(map)) => Ok(Some(map).into_iter().flatten()),
        Some(_) => Err(format!("`{key}` is not an object")),
    }
}

fn list<'a>(value: Option<&'a Value>, place: &str) -> Result<&'a [Value], String> {
    match value {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(format!("{place} is not an array")),
    }
}

fn name(key: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(key.as_bytes()).map_err(|_| "a key of its headers is no header's name".to_owned())
}

/// Text; of numbers and booleans, which load balancers refuse, their JSON.
fn value(kind: GatewayKind, value: &Value, place: &str) -> Result<HeaderValue, String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) if !matches!(kind, GatewayKind::Alb { .. }) => value.to_string(),
        _ => return Err(format!("{place} is not a string")),
    };
    HeaderValue::try_from(text).map_err(|_| format!("{place} holds what no header can"))
}
