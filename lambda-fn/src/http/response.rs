//! From the response of a handler to the answer that the gateway reads.

use std::borrow::Cow;

use axum::body::Body;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use http_body_util::BodyExt;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::event::Format;
use crate::encode::MAX_RESPONSE;
use crate::failure::Failure;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    status_code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<Joined<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_value_headers: Option<Apart<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cookies: Vec<&'a str>,
    body: Cow<'a, str>,
    is_base64_encoded: bool,
}

/// Writes a response down as its gateway reads it, or says why that cannot be.
pub(super) async fn answer(format: Format, response: axum::response::Response) -> Result<Box<RawValue>, Failure> {
    let (parts, body) = response.into_parts();
    let body = collect(body).await?;
    check(&parts.headers)?;
    let answer = encode(format, &parts, &body)?;
    match answer.get().len() {
        size if size > MAX_RESPONSE => Err(Failure::new(
            "Function.ResponseSizeTooLarge",
            format!("the response has {size} bytes as JSON, and Lambda takes {MAX_RESPONSE}"),
        )),
        _ => Ok(answer),
    }
}

/// Status and headers of a response that is streamed, as the JSON before its body. API Gateway and function URLs take the
/// same.
pub(super) fn prelude(parts: &Parts) -> Result<Vec<u8>, Failure> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Prelude<'a> {
        status_code: u16,
        headers: Joined<'a>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        cookies: Vec<&'a str>,
    }

    let headers = &parts.headers;
    check(headers)?;
    let prelude = Prelude {
        status_code: parts.status.as_u16(),
        headers: Joined { headers, without: Some(header::SET_COOKIE) },
        cookies: headers.get_all(header::SET_COOKIE).iter().map(as_text).collect(),
    };
    serde_json::to_vec(&prelude).map_err(|error| unserialisable(&error))
}

async fn collect(body: Body) -> Result<Bytes, Failure> {
    let collected = body.collect().await;
    Ok(collected.map_err(|error| Failure::of("Runtime.ResponseBody", &error))?.to_bytes())
}

/// Every value is text within the answer.
fn check(headers: &HeaderMap) -> Result<(), Failure> {
    match headers.iter().find(|(_, value)| std::str::from_utf8(value.as_bytes()).is_err()) {
        Some((name, _)) => Err(Failure::new(
            "Runtime.ResponseHeader",
            format!("the header `{name}` of the response is not UTF-8, and an answer to Lambda is text"),
        )),
        None => Ok(()),
    }
}

fn encode(format: Format, parts: &Parts, body: &Bytes) -> Result<Box<RawValue>, Failure> {
    let headers = &parts.headers;
    let (body, is_base64_encoded) = text(headers, body);
    let joined = |without| Some(Joined { headers, without });
    let mut answer = Answer {
        status_code: parts.status.as_u16(),
        status_description: None,
        headers: None,
        multi_value_headers: None,
        cookies: Vec::new(),
        body,
        is_base64_encoded,
    };
    match format {
        Format::V2 => {
            answer.headers = joined(Some(header::SET_COOKIE));
            answer.cookies = headers.get_all(header::SET_COOKIE).iter().map(as_text).collect();
        }
        Format::V1 => answer.multi_value_headers = Some(Apart(headers)),
        Format::WebSocket | Format::VpcLattice => answer.headers = joined(None),
        Format::Alb { multi_value } => {
            answer.status_description = Some(status_description(parts.status));
            match multi_value {
                true => answer.multi_value_headers = Some(Apart(headers)),
                false => answer.headers = joined(None),
            }
        }
    }
    let encoded = to_raw_value(&answer);
    encoded.map_err(|error| unserialisable(&error))
}

fn unserialisable(error: &serde_json::Error) -> Failure {
    Failure::new("Runtime.MarshalError", format!("the response does not serialise: {error}"))
}

/// User Guide for Application Load Balancers, "Lambda functions as targets": "status code and reason phrase, separated by a
/// single space".
fn status_description(status: StatusCode) -> String {
    format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or("Unknown"))
}

/// A body that is text goes as it is, whatever its content type; any other as base64, byte for byte.
fn text<'a>(headers: &HeaderMap, body: &'a Bytes) -> (Cow<'a, str>, bool) {
    match std::str::from_utf8(body) {
        Ok(text) if !headers.contains_key(header::CONTENT_ENCODING) => (Cow::Borrowed(text), false),
        _ => (Cow::Owned(BASE64_STANDARD.encode(body)), true),
    }
}

fn as_text(value: &HeaderValue) -> &str {
    std::str::from_utf8(value.as_bytes()).unwrap_or_default()
}

/// Values of one name with commas between them. Cookies cannot be joined: of several the last is kept.
struct Joined<'a> {
    headers: &'a HeaderMap,
    without: Option<HeaderName>,
}

impl Serialize for Joined<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for name in self.headers.keys().filter(|name| self.without.as_ref() != Some(*name)) {
            let mut values = self.headers.get_all(name).iter().map(as_text);
            let first = values.next().unwrap_or_default();
            match values.next() {
                None => map.serialize_entry(name.as_str(), first)?,
                Some(second) if name == header::SET_COOKIE => {
                    map.serialize_entry(name.as_str(), values.next_back().unwrap_or(second))?;
                }
                Some(second) => {
                    let all: Vec<_> = [first, second].into_iter().chain(values).collect();
                    map.serialize_entry(name.as_str(), &all.join(", "))?;
                }
            }
        }
        map.end()
    }
}

/// Values of one name in a list.
struct Apart<'a>(&'a HeaderMap);

impl Serialize for Apart<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names = self.0.keys();
        serializer.collect_map(names.map(|name| {
            let values: Vec<_> = self.0.get_all(name).iter().map(as_text).collect();
            (name.as_str(), values)
        }))
    }
}
