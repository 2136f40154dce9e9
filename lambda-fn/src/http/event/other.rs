//! What an event is that no gateway sends: read only once an event is refused, and for the message alone.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// One key that a kind of event always has, and others do not, or two of them.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Other<'a> {
    #[serde(rename = "Records", borrow)]
    records_of_a_source: Option<&'a RawValue>,
    records: Option<IgnoredAny>,
    #[serde(rename = "detail-type")]
    detail_type: Option<IgnoredAny>,
    method_arn: Option<IgnoredAny>,
    route_arn: Option<IgnoredAny>,
    authorization_token: Option<IgnoredAny>,
    protocol_data: Option<IgnoredAny>,
    agent: Option<IgnoredAny>,
    action_group: Option<IgnoredAny>,
    trigger_source: Option<IgnoredAny>,
    identity_pool_id: Option<IgnoredAny>,
    info: Option<IgnoredAny>,
    bot: Option<IgnoredAny>,
    session: Option<IgnoredAny>,
    request: Option<IgnoredAny>,
    user_request: Option<IgnoredAny>,
    awslogs: Option<IgnoredAny>,
    #[serde(rename = "ResponseURL")]
    response_url: Option<IgnoredAny>,
}

/// A request of `CloudFront`, for Lambda@Edge.
#[derive(Deserialize)]
struct OfCloudFront {
    #[serde(rename = "cf")]
    _cf: IgnoredAny,
}

/// `None` where it is of no known kind.
pub(super) fn name(event: &[u8]) -> Option<&'static str> {
    let other: Other = serde_json::from_slice(event).ok()?;
    let of_cloudfront = |records: &RawValue| serde_json::from_str::<Vec<OfCloudFront>>(records.get());
    Some(match other {
        Other { records_of_a_source: Some(records), .. } => match of_cloudfront(records) {
            Ok(requests) if !requests.is_empty() => "a request of CloudFront",
            _ => "a batch of records",
        },
        Other { records: Some(_), .. } => "a batch of records",
        Other { detail_type: Some(_), .. } => "an event of EventBridge",
        Other { method_arn: Some(_), .. }
        | Other { route_arn: Some(_), .. }
        | Other { authorization_token: Some(_), .. }
        | Other { protocol_data: Some(_), .. } => "a request to an authorizer",
        Other { agent: Some(_), action_group: Some(_), .. } => "a request of an agent of Amazon Bedrock",
        Other { trigger_source: Some(_), .. } | Other { identity_pool_id: Some(_), .. } => "an event of Amazon Cognito",
        Other { user_request: Some(_), .. } => "a request of S3 Object Lambda",
        Other { bot: Some(_), .. } => "a request of Amazon Lex",
        Other { session: Some(_), request: Some(_), .. } => "a request of an Alexa skill",
        Other { info: Some(_), .. } => "a request of AppSync",
        Other { awslogs: Some(_), .. } => "an event of CloudWatch Logs",
        Other { response_url: Some(_), .. } => "a request of CloudFormation",
        _ => return None,
    })
}
