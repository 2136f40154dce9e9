use serde::Serialize;

/// The events of an event bus of Amazon EventBridge that match a pattern.
///
/// ```
/// use lambda_fn::trigger::EventBridge;
///
/// const STOPPED: EventBridge = EventBridge::pattern(r#"{"source": ["aws.ec2"], "detail": {"state": ["stopped"]}}"#);
/// assert_eq!(STOPPED.bus, None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EventBridge {
    /// The event pattern, as JSON text.
    pub pattern: &'static str,
    /// The name of the event bus, or its ARN; AWS's default is the bus `default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bus: Option<&'static str>,
}

impl EventBridge {
    /// The events of the default bus that match a pattern.
    #[must_use]
    pub const fn pattern(pattern: &'static str) -> Self {
        Self { pattern, bus: None }
    }
}

/// A schedule of Amazon EventBridge.
///
/// ```
/// use lambda_fn::trigger::Schedule;
///
/// const NIGHTLY: Schedule = Schedule { timezone: Some("Europe/Berlin"), ..Schedule::expression("cron(0 3 * * ? *)") };
/// assert_eq!(NIGHTLY.expression, "cron(0 3 * * ? *)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// `rate(…)` or `cron(…)`.
    pub expression: &'static str,
    /// The time zone of the expression, under its IANA name; AWS's default is `UTC`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<&'static str>,
}

impl Schedule {
    /// A schedule by its expression, in UTC.
    #[must_use]
    pub const fn expression(expression: &'static str) -> Self {
        Self { expression, timezone: None }
    }
}
