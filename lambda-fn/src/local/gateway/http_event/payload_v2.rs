//! Payload format 2.0: API Gateway Developer Guide, "AWS Lambda proxy integrations for HTTP APIs", and Lambda Developer
//! Guide, "Invoking Lambda function URLs".

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{ACCOUNT_ID, API_ID, Body, HttpRequest, clock, query};
use crate::local::gateway::escapes::unescaped;
use crate::local::variables::REGION;

const STAGE: &str = "$default";

/// The guides are silent on escapes: that an HTTP API decodes the path is what has been seen of AWS.
pub(super) fn of_http_api(request: &HttpRequest) -> Value {
    let mut event = event(request);
    event["rawPath"] = unescaped(request.path()).into();
    event
}

/// A function URL is known by its domain, which no request can change, and keeps the header of cookies, as has been seen.
pub(super) fn of_function_url(request: &HttpRequest) -> Value {
    let mut event = event(request);
    let context = &mut event["requestContext"];
    // without IAM there is nobody whose account it could be
    context["accountId"] = "anonymous".into();
    context["domainName"] = format!("{API_ID}.lambda-url.{REGION}.on.aws").into();
    let cookies = event["cookies"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>();
    if !cookies.is_empty() {
        event["headers"]["cookie"] = cookies.join("; ").into();
    }
    event
}

/// "Duplicate headers are combined with commas"; what a request does not have is left out, not `null`.
fn event(request: &HttpRequest) -> Value {
    let mut headers = request.end_to_end_headers();
    let cookie_headers = headers.remove("cookie").unwrap_or_default();
    let cookies = cookies(&cookie_headers);
    let mut event = json!({
        "version": "2.0",
        "routeKey": request.route.key,
        "rawPath": request.path(),
        "rawQueryString": request.query(),
        "headers": joined(headers),
        "requestContext": {
            "accountId": ACCOUNT_ID,
            "apiId": API_ID,
            "domainName": request.domain_name(),
            "domainPrefix": API_ID,
            "http": {
                "method": request.method(),
                "path": unescaped(request.path()),
                "protocol": request.protocol(),
                "sourceIp": request.source_ip(),
                "userAgent": request.user_agent().unwrap_or_default(),
            },
            "requestId": request.id,
            "routeKey": request.route.key,
            "stage": STAGE,
            "time": clock::common_log(request.epoch_millis()),
            "timeEpoch": request.epoch_millis(),
        },
        "isBase64Encoded": false,
    });
    if let Some(authorizer) = request.authorizer() {
        event["requestContext"]["authorizer"] = authorizer.clone();
    }
    if !cookies.is_empty() {
        event["cookies"] = cookies.into();
    }
    if !request.route.parameters.is_empty() {
        // API Gateway Developer Guide, "Create routes for HTTP APIs in API Gateway": "API Gateway decodes URL-encoded
        // request parameters before passing them to your backend integration"
        let decoded = request.route.parameters.iter().map(|(name, value)| (*name, unescaped(value)));
        event["pathParameters"] = json!(decoded.collect::<BTreeMap<_, _>>());
    }
    let parameters = query::decoded(request.query());
    if !parameters.is_empty() {
        event["queryStringParameters"] = json!(joined(parameters));
    }
    if let Some(Body { text, is_base64 }) = request.body() {
        event["body"] = text.into();
        event["isBase64Encoded"] = is_base64.into();
    }
    event
}

/// Each cookie of each `Cookie` header, apart.
fn cookies(headers: &[String]) -> Vec<&str> {
    let cookies = headers.iter().flat_map(|header| header.split(';'));
    cookies.map(str::trim).filter(|cookie| !cookie.is_empty()).collect()
}

fn joined(values: BTreeMap<String, Vec<String>>) -> BTreeMap<String, String> {
    values.into_iter().map(|(name, values)| (name, values.join(","))).collect()
}
