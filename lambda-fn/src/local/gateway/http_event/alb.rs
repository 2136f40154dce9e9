//! The event of a load balancer: User Guide for Application Load Balancers, "Lambda functions as targets".

use serde_json::{Value, json};

use super::{ACCOUNT_ID, HttpRequest, last, query};
use crate::local::variables::REGION;

/// "If multi-value headers are enabled, […] the headers and query string parameters that are exchanged between the load
/// balancer and the Lambda function use arrays"; "If you do not enable multi-value header syntax and a header or query parameter has multiple values, the load
/// balancer uses the last value that it receives"; "If the query parameters are URL-encoded, the load balancer does not
/// decode them".
pub(super) fn event(request: &HttpRequest, multi_value: bool) -> Value {
    let (body, is_base64) = request.body().map(|body| (body.text, body.is_base64)).unzip();
    let target_group = "targetgroup/local/0000000000000000";
    let (parameters, headers) = (query::encoded(request.query()), request.all_headers());
    let mut event = json!({
        "requestContext": {
            "elb": {
                "targetGroupArn": format!("arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT_ID}:{target_group}"),
            },
        },
        "httpMethod": request.method(),
        "path": request.path(),
        "body": body.unwrap_or_default(),
        "isBase64Encoded": is_base64.unwrap_or_default(),
    });
    if multi_value {
        event["multiValueQueryStringParameters"] = json!(parameters);
        event["multiValueHeaders"] = json!(headers);
    } else {
        event["queryStringParameters"] = json!(last(&parameters));
        event["headers"] = json!(last(&headers));
    }
    event
}
