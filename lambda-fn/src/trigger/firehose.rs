use serde::Serialize;

/// A stream of Amazon Data Firehose that has its records transformed by the function.
///
/// ```
/// use lambda_fn::trigger::Firehose;
///
/// const CLICKS: Firehose = Firehose::stream("clicks");
/// assert_eq!(CLICKS.stream, Some("clicks"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Firehose {
    /// The name of the stream, or its ARN. Without it the stream is left to whatever deploys the function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<&'static str>,
}

impl Firehose {
    /// Whatever stream names the function in its own settings.
    #[must_use]
    pub const fn any() -> Self {
        Self { stream: None }
    }

    /// A stream by its name or its ARN.
    #[must_use]
    pub const fn stream(stream: &'static str) -> Self {
        Self { stream: Some(stream) }
    }
}
