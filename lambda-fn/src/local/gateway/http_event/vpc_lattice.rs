//! The event of VPC Lattice, event structure version V2: VPC Lattice User Guide, "Lambda functions as targets in VPC
//! Lattice".

use serde_json::{Value, json};

use super::{ACCOUNT_ID, HttpRequest, query};
use crate::local::variables::REGION;

/// All values of each header and parameter; what a request does not have is `null` or empty.
pub(super) fn event(request: &HttpRequest) -> Value {
    let (body, is_base64) = request.body().map(|body| (body.text, body.is_base64)).unzip();
    let arn = |resource: &str| format!("arn:aws:vpc-lattice:{REGION}:{ACCOUNT_ID}:{resource}/local");
    json!({
        "version": "2.0",
        "path": request.path(),
        "method": request.method(),
        "headers": request.end_to_end_headers(),
        "queryStringParameters": query::encoded(request.query()),
        "body": body,
        "isBase64Encoded": is_base64.unwrap_or_default(),
        "requestContext": {
            "serviceNetworkArn": arn("servicenetwork"),
            "serviceArn": arn("service"),
            "targetGroupArn": arn("targetgroup"),
            "identity": { "sourceVpcArn": format!("arn:aws:ec2:{REGION}:{ACCOUNT_ID}:vpc/local") },
            "region": REGION,
            // microseconds, as text
            "timeEpoch": format!("{}000", request.epoch_millis()),
        },
    })
}
