//! The event of a REST API: API Gateway Developer Guide, "Input format of a Lambda function for proxy integration".

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{ACCOUNT_ID, API_ID, HttpRequest, clock, last, query};

const STAGE: &str = "local";

/// What a request does not have is `null`. Both headers and parameters come twice: all values, and the last one.
pub(super) fn event(request: &HttpRequest) -> Value {
    let mut headers = request.end_to_end_headers();
    // which API Gateway takes off
    headers.remove("content-length");
    let parameters = query::decoded(request.query());
    let or_null = |value: Value| if parameters.is_empty() { Value::Null } else { value };
    let resource = request.route.resource;
    let path_parameters: BTreeMap<_, _> = request.route.parameters.iter().copied().collect();
    let (body, is_base64) = request.body().map(|body| (body.text, body.is_base64)).unzip();
    let mut event = json!({
        "resource": resource,
        "path": request.path(),
        "httpMethod": request.method(),
        "headers": last(&headers),
        "multiValueHeaders": headers,
        "queryStringParameters": or_null(json!(last(&parameters))),
        "multiValueQueryStringParameters": or_null(json!(parameters)),
        "pathParameters": if path_parameters.is_empty() { Value::Null } else { json!(path_parameters) },
        "stageVariables": null,
        "requestContext": {
            "accountId": ACCOUNT_ID,
            "apiId": API_ID,
            "domainName": request.domain_name(),
            "domainPrefix": API_ID,
            "extendedRequestId": request.id,
            "httpMethod": request.method(),
            "identity": identity(request),
            "path": format!("/{STAGE}{}", request.path()),
            "protocol": request.protocol(),
            "requestId": request.id,
            "requestTime": clock::common_log(request.epoch_millis()),
            "requestTimeEpoch": request.epoch_millis(),
            "resourceId": API_ID,
            "resourcePath": resource,
            "stage": STAGE,
        },
        "body": body,
        "isBase64Encoded": is_base64.unwrap_or_default(),
    });
    if let Some(authorizer) = request.authorizer() {
        event["requestContext"]["authorizer"] = authorizer.clone();
    }
    event
}

/// Who calls: nobody who is known.
fn identity(request: &HttpRequest) -> Value {
    json!({
        "accessKey": null,
        "accountId": null,
        "caller": null,
        "cognitoAuthenticationProvider": null,
        "cognitoAuthenticationType": null,
        "cognitoIdentityId": null,
        "cognitoIdentityPoolId": null,
        "principalOrgId": null,
        "sourceIp": request.source_ip(),
        "user": null,
        "userAgent": request.user_agent(),
        "userArn": null,
    })
}
