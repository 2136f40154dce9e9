//! The subscriber that `main` installs.

mod format;

use std::env;
use std::io::{self, IsTerminal};

use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::environment::FUNCTION_NAME;
use crate::function::Function;
use format::Style;

/// Installs the subscriber of a function: one line an event, on stderr. A user's own subscriber wins.
pub fn init_tracing(function: &Function) {
    let style = match env::var("AWS_LAMBDA_LOG_FORMAT") {
        Ok(format) if format.eq_ignore_ascii_case("json") => {
            Style::Json { function_name: env::var(FUNCTION_NAME).unwrap_or_else(|_| function.name.to_owned()) }
        }
        _ if io::stderr().is_terminal() => Style::Coloured,
        _ => Style::Text,
    };
    let (targets, refusals) =
        targets(env::var("AWS_LAMBDA_LOG_LEVEL").ok().as_deref(), env::var("RUST_LOG").ok().as_deref());
    let _ = registry().with(targets).with(lines(style, io::stderr)).try_init();
    for refusal in refusals {
        tracing::warn!("{refusal}");
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
    use super::*;

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
