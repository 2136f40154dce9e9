//! What the expansion hands from one helper to the next.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use lambda_runtime::Context;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::decode::{Frame, decode};
use crate::failure::Failure;

/// One event on its way to the handler.
pub struct Invocation {
    pub(crate) body: Bytes,
    pub(crate) context: Context,
    /// The event of a schedule with its `detail` as an object, where the handler's type has one.
    rewritten: OnceLock<Bytes>,
}

impl Invocation {
    pub(crate) fn new(body: Bytes, context: Context) -> Self {
        Self { body, context, rewritten: OnceLock::new() }
    }

    /// The event as the handler's type. EventBridge Scheduler sends `detail` as text, which is decoded where the type does
    /// not take text.
    pub(crate) fn event<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Failure> {
        let failure = match decode(&self.body) {
            Ok(event) => return Ok(event),
            Err(failure) => failure,
        };
        let Some(rewritten) = with_detail(&self.body) else { return Err(failure) };
        decode(self.rewritten.get_or_init(|| rewritten))
    }
}

/// The event of a schedule whose `detail` is the text of an object, `"{}"` without an input, as if it were that object.
#[cold]
fn with_detail(event: &Bytes) -> Option<Bytes> {
    #[derive(Deserialize)]
    struct Scheduled<'a> {
        #[serde(borrow)]
        source: Cow<'a, str>,
        #[serde(borrow)]
        detail: &'a RawValue,
    }

    let Frame(Scheduled { source, detail }) = serde_json::from_slice(event).ok()?;
    let text: String = serde_json::from_str(detail.get()).ok()?;
    if source != "aws.scheduler" || serde_json::from_str::<Map<String, Value>>(&text).is_err() {
        return None;
    }
    let begin = detail.get().as_ptr().addr() - event.as_ptr().addr();
    let (before, after) = (&event[..begin], &event[begin + detail.get().len()..]);
    Some([before, text.as_bytes(), after].concat().into())
}

/// What a handler is called for: an event, or a record of one.
pub trait Invoked {
    #[doc(hidden)]
    fn context(&self) -> &Context;
}

impl Invoked for Invocation {
    fn context(&self) -> &Context {
        &self.context
    }
}

/// Until the deadline. One that is over when the event comes is none: a clock is wrong, or a local tool sends any.
pub(crate) fn time_left(context: &Context) -> Option<Duration> {
    context.deadline().duration_since(SystemTime::now()).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn scheduled(source: &str, detail: &Value) -> Invocation {
        let event = json!({
            "version": "0", "id": "1", "detail-type": "Scheduled Event", "source": source, "account": "000000000000",
            "time": "2026-01-01T00:00:00Z", "region": "us-east-1", "resources": [], "detail": detail,
        });
        Invocation::new(event.to_string().into(), Context::default())
    }

    #[derive(Deserialize)]
    struct Event<T> {
        detail: T,
        region: String,
    }

    fn detail<'a, T: Deserialize<'a>>(invocation: &'a Invocation) -> Result<T, String> {
        let event: Event<T> = invocation.event().map_err(|failure| failure.message)?;
        assert_eq!(event.region, "us-east-1");
        Ok(event.detail)
    }

    #[test]
    fn the_detail_of_a_schedule_is_an_object_for_a_type_that_takes_one() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Empty {}

        #[derive(Debug, PartialEq, Deserialize)]
        struct Job<'a> {
            name: &'a str,
        }

        let empty = scheduled("aws.scheduler", &json!("{}"));
        assert_eq!(detail(&empty), Ok(Empty {}));
        assert_eq!(detail(&empty), Ok(Some(Empty {})));
        assert_eq!(detail(&empty), Ok(Map::new()));
        assert_eq!(detail(&empty), Ok("{}"), "text stays text");
        assert_eq!(detail(&empty), Ok(json!("{}")));
        assert!(detail::<Job<'_>>(&empty).unwrap_err().ends_with("missing field `name`"));
        assert_eq!(detail(&scheduled("aws.scheduler", &json!(r#"{"name":"night"}"#))), Ok(Job { name: "night" }));
        assert_eq!(detail(&scheduled("aws.scheduler", &json!({ "name": "night" }))), Ok(Job { name: "night" }));
    }

    #[test]
    fn no_other_text_is_taken_for_an_object() {
        for (source, text) in [("shop", "{}"), ("aws.scheduler", "Canary4111"), ("aws.scheduler", "[]")] {
            let failure = detail::<Map<String, Value>>(&scheduled(source, &json!(text))).unwrap_err();
            assert!(failure.contains("at `$.detail`"), "{failure}");
            assert!(!failure.contains("4111"), "{failure}");
        }
    }

    #[test]
    fn a_deadline_that_has_passed_is_none() {
        let over = |seconds| SystemTime::now() - Duration::from_secs(seconds);
        let milliseconds = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis();
        let just_over = [1, 60 * 60, 25 * 60 * 60].map(|seconds| milliseconds(over(seconds)).try_into().unwrap());
        let mut context = Context::default();
        // as `cargo lambda watch` sends it, and as it stands in Lambda's Developer Guide
        for deadline in [0, 600_000, 1_542_409_706_888].into_iter().chain(just_over) {
            context.deadline = deadline;
            assert_eq!(time_left(&context), None, "{deadline}");
        }
        context.deadline = u64::MAX;
        assert!(time_left(&context).is_some());
    }
}
