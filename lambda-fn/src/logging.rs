//! The subscriber that `main` installs.

mod format;
mod last_span;

use std::env;
use std::io::{self, IsTerminal};
use std::time::Duration;

use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Identity, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Registry, registry};

use crate::environment::{FUNCTION_NAME, LOG_FORMAT};
use crate::function::Function;
use crate::local;
use format::Style;
use last_span::LastSpan;
pub(crate) use last_span::innermost_span;

/// Installs the subscriber of a function: one line an event, on stderr. A user's own subscriber wins.
pub fn init_tracing(function: &Function) {
    install(function, Identity::new());
}

/// The same, which knows the span that a handler is in when its time is over.
// so that only the functions that call it compile this second subscriber
#[inline]
pub fn init_tracing_with_last_span(function: &Function) {
    install(function, LastSpan);
}

fn install(function: &Function, last_span: impl Layer<Registry> + Send + Sync + 'static) {
    let style = match env::var(LOG_FORMAT) {
        Ok(format) if format.eq_ignore_ascii_case("json") => {
            Style::Json { function_name: env::var(FUNCTION_NAME).unwrap_or_else(|_| function.name.to_owned()) }
        }
        _ if io::stderr().is_terminal() || local::shows_log_on_a_terminal() => Style::Coloured,
        _ => Style::Text,
    };
    let (targets, refusals) =
        targets(env::var("AWS_LAMBDA_LOG_LEVEL").ok().as_deref(), env::var("RUST_LOG").ok().as_deref());
    let _ = registry().with(last_span).with(targets).with(lines(style, io::stderr)).try_init();
    for refusal in refusals {
        tracing::warn!("{refusal}");
    }
    if cfg!(panic = "abort") {
        tracing::warn!(
            "a panic ends this build of the function, and its invocation has no typed error; add `panic = \"unwind\"` to `[profile.release]`"
        );
    }
}

/// Writes one line an event.
fn lines<S, W>(style: Style, writer: W) -> impl Layer<S>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: for<'writer> MakeWriter<'writer> + 'static,
{
    tracing_subscriber::fmt::layer().with_writer(writer).fmt_fields(style.clone()).event_format(style)
}

/// For a line of a log: without what is below a microsecond, and without digits that are of no unit but of the arithmetic.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}

/// Everything that is logged, as JSON.
#[cfg(feature = "testing")]
pub(crate) fn json_lines<W>(function_name: &str, writer: W) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    registry().with(lines(Style::Json { function_name: function_name.to_owned() }, writer))
}

/// Which events are logged: Lambda's level, and `RUST_LOG` for targets.
fn targets(lambda_level: Option<&str>, rust_log: Option<&str>) -> (Targets, Vec<String>) {
    let mut refusals = Vec::new();
    // an empty part would stand for `ERROR` everywhere
    let parts: Vec<_> = rust_log.unwrap_or_default().split(',').filter(|part| !part.trim().is_empty()).collect();
    let targets = match (!parts.is_empty()).then(|| parts.join(",").parse::<Targets>()) {
        Some(Ok(targets)) => targets,
        Some(Err(_)) => {
            refusals.push("`RUST_LOG` is not a list of levels and `target=level`; it is ignored".to_owned());
            Targets::new()
        }
        None => Targets::new(),
    };
    let level = lambda_level.and_then(|word| {
        let level = level(word);
        if level.is_none() {
            refusals.push(format!("`AWS_LAMBDA_LOG_LEVEL` is none of Lambda's levels ({LEVELS}); it is ignored"));
        }
        level
    });
    let targets = match level.or_else(|| targets.default_level().is_none().then_some(LevelFilter::INFO)) {
        Some(level) => targets.with_default(level),
        None => targets,
    };
    (targets, refusals)
}

const LEVELS: &str = "`TRACE`, `DEBUG`, `INFO`, `WARN`, `ERROR`, `FATAL`";

/// tracing has nothing above `ERROR`: `FATAL` keeps that one.
fn level(word: &str) -> Option<LevelFilter> {
    match word.to_ascii_uppercase().as_str() {
        "TRACE" => Some(LevelFilter::TRACE),
        "DEBUG" => Some(LevelFilter::DEBUG),
        "INFO" => Some(LevelFilter::INFO),
        "WARN" => Some(LevelFilter::WARN),
        "ERROR" | "FATAL" => Some(LevelFilter::ERROR),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// What is written of the events of `log`.
    fn written(style: Style, log: impl FnOnce()) -> String {
        let written = Arc::new(Mutex::new(Vec::new()));
        let writer = written.clone();
        let subscriber = registry().with(lines(style, move || Shared(writer.clone())));
        tracing::subscriber::with_default(subscriber, log);
        String::from_utf8(written.lock().unwrap().clone()).unwrap()
    }

    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_span_s_field_that_is_recorded_again_has_its_last_value() {
        let json = written(Style::Json { function_name: "orders".to_owned() }, || {
            let span = tracing::info_span!(
                "batch",
                name = "a \"name\"",
                count = 1,
                { "a \"key\"" } = 1,
                late = tracing::field::Empty
            );
            span.record("late", true).record("count", 2).record("a \"key\"", 2);
            span.in_scope(|| tracing::info!("counted"));
        });
        let line: serde_json::Value = serde_json::from_str(&json).unwrap();
        let keys = json.matches("\"count\"").count();
        assert_eq!(keys, 1, "{json}");
        let span = serde_json::json!({ "name": "batch", "fields.name": "a \"name\"", "count": 2, "a \"key\"": 2, "late": true });
        assert_eq!(line["spans"], serde_json::json!([span]));
    }

    #[test]
    fn a_field_of_the_user_s_is_not_taken_for_one_of_the_invocation() {
        let text = written(Style::Text, || {
            let span = tracing::error_span!(target: "lambda_fn", "invocation", requestId = "real");
            span.in_scope(|| tracing::info!(requestId = "mine", level = "high", "named"));
        });
        assert_eq!(text, " INFO named fields.requestId=mine level=high requestId=real\n");
    }

    #[test]
    fn numbers_are_as_a_person_writes_them() {
        let milliseconds = |nanos| milliseconds(Duration::from_nanos(nanos));
        for number in 0..100_000 {
            let written = format!("{:?}", milliseconds(number * 7_919));
            let (_, fraction) = written.split_once('.').unwrap();
            assert!(fraction.len() <= 3, "{written}");
        }
        let text = written(Style::Text, || {
            let (measured, long) = (milliseconds(43_455_763), milliseconds(900_000_000_455_763));
            tracing::info!(measured, long, third = 1.0_f64 / 3.0, "floats");
        });
        // a number of the user's keeps all its digits
        let floats = "measured=43.456 long=900000000.456 third=0.3333333333333333";
        assert_eq!(text, format!(" INFO floats {floats}\n"));
        let json = written(Style::Json { function_name: "orders".to_owned() }, || {
            tracing::info!(measured = milliseconds(43_455_763), "floats");
        });
        assert!(json.contains(r#""measured":43.456}"#), "{json}");
    }

    #[test]
    fn empty_parts_of_rust_log_silence_nothing() {
        for rust_log in ["", ",", "info,", " , "] {
            let (targets, refusals) = targets(None, Some(rust_log));
            assert_eq!(targets.default_level(), Some(LevelFilter::INFO), "`{rust_log}`");
            assert!(refusals.is_empty());
        }
    }

    #[test]
    fn every_refusal_is_said() {
        assert_eq!(targets(Some("LOUD"), Some("a=b=c")).1.len(), 2);
    }
}
