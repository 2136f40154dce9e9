use serde::Serialize;

/// A log group of Amazon CloudWatch Logs with a subscription filter that sends its events to the function.
///
/// ```
/// use lambda_fn::trigger::CloudWatchLogs;
///
/// const ERRORS: CloudWatchLogs = CloudWatchLogs { filter: Some("ERROR"), ..CloudWatchLogs::group("/aws/lambda/orders") };
/// assert_eq!(ERRORS.group, "/aws/lambda/orders");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CloudWatchLogs {
    /// The name of the log group, or its ARN.
    pub group: &'static str,
    /// The filter pattern of the subscription; by default every log event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter: Option<&'static str>,
}

impl CloudWatchLogs {
    /// A log group by its name or its ARN, with all its events.
    #[must_use]
    pub const fn group(group: &'static str) -> Self {
        Self { group, filter: None }
    }
}
