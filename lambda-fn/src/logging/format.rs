//! The lines of the log, in Lambda's two formats and in colour for a terminal.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::value::RawValue;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_log::NormalizeEvent;
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::{LookupSpan, Scope};

use crate::foreign;

#[derive(Clone)]
pub(super) enum Style {
    /// `AWS_LAMBDA_LOG_FORMAT=JSON`
    Json { function_name: String },
    /// `AWS_LAMBDA_LOG_FORMAT=Text`, and where nothing is said.
    Text,
    /// Text for a terminal.
    Coloured,
}

/// The keys of a JSON line that are not the event's.
const OWN_KEYS: [&str; 9] =
    ["timestamp", "level", "message", "target", "functionName", "requestId", "xrayTraceId", "coldStart", "spans"];

/// The keys of a text line that are not the event's.
const OWN_TEXT_KEYS: [&str; 3] = ["requestId", "xrayTraceId", "coldStart"];

/// The key of a span that is not one of its fields.
const SPAN_KEYS: [&str; 1] = ["name"];

/// How many bytes stay allocated for the fields of the next span.
const KEPT: usize = 4096;

thread_local! {
    static TEXT: Cell<String> = const { Cell::new(String::new()) };
}

impl<'writer> FormatFields<'writer> for Style {
    /// Fields of a span: each with its separator before it.
    fn format_fields<R: RecordFields>(&self, mut writer: Writer<'writer>, fields: R) -> fmt::Result {
        let reserved: &[_] = if let Self::Json { .. } = self { &SPAN_KEYS } else { &[] };
        // a `String` that is written to piece by piece is allocated again and again
        let mut text = TEXT.take();
        let mut visitor = Fields { style: self, writer: &mut text, reserved, hidden: "", result: Ok(()) };
        fields.record(&mut visitor);
        let result = visitor.result.and_then(|()| writer.write_str(&text));
        if text.capacity() <= KEPT {
            text.clear();
            TEXT.set(text);
        }
        result
    }

    fn add_fields(
        &self,
        current: &'writer mut FormattedFields<Self>,
        fields: &tracing::span::Record<'_>,
    ) -> fmt::Result {
        let before = current.fields.len();
        self.format_fields(current.as_writer(), fields)?;
        if let Self::Json { .. } = self {
            keep_last_of_each_key(&mut current.fields, before);
        }
        Ok(())
    }
}

/// Members of a JSON object, each behind a comma: those from `added` on take the place of earlier ones with their key.
fn keep_last_of_each_key(members: &mut String, added: usize) {
    type Members<'a> = BTreeMap<String, &'a RawValue>;
    let object = |members: &str| format!("{{{}}}", members.trim_start_matches(','));
    let (earlier, later) = (object(&members[..added]), object(&members[added..]));
    if let (Ok(mut earlier), Ok(later)) =
        (serde_json::from_str::<Members<'_>>(&earlier), serde_json::from_str::<Members<'_>>(&later))
    {
        earlier.extend(later);
        members.clear();
        for (key, value) in earlier {
            // writing to a `String` does not fail
            let _ = json_key(members, &key).and_then(|()| members.write_str(value.get()));
        }
    }
}

impl<S> FormatEvent<S, Style> for Style
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    fn format_event(&self, ctx: &FmtContext<'_, S, Style>, writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        if is_repeated(event) {
            return Ok(());
        }
        match self {
            Self::Json { function_name } => self.json(ctx, writer, event, function_name),
            Self::Text | Self::Coloured => self.text(ctx, writer, event),
        }
    }
}

impl Style {
    fn json<S>(
        &self,
        ctx: &FmtContext<'_, S, Self>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
        function_name: &str,
    ) -> fmt::Result
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        writer.write_str("{\"timestamp\":\"")?;
        SystemTime.format_time(&mut writer)?;
        write!(writer, "\",\"level\":\"{}\",\"message\":", event.metadata().level())?;
        json_string(&mut writer, &message(event))?;
        writer.write_str(",\"target\":")?;
        let normalized = event.normalized_metadata();
        json_string(&mut writer, normalized.as_ref().unwrap_or(event.metadata()).target())?;
        writer.write_str(",\"functionName\":")?;
        json_string(&mut writer, function_name)?;

        let mut spans = String::new();
        for span in ctx.event_scope().into_iter().flat_map(Scope::from_root) {
            let extensions = span.extensions();
            let fields = extensions.get::<FormattedFields<Self>>().map_or("", |fields| fields.fields.as_str());
            if is_invocation(span.metadata()) {
                writer.write_str(fields)?;
            } else {
                spans.push_str(if spans.is_empty() { "{\"name\":" } else { ",{\"name\":" });
                json_string(&mut spans, span.name())?;
                write!(spans, "{fields}}}")?;
            }
        }
        let mut visitor = self.event_fields(event, &mut writer);
        event.record(&mut visitor);
        visitor.result?;
        if !spans.is_empty() {
            write!(writer, ",\"spans\":[{spans}]")?;
        }
        writer.write_str("}\n")
    }

    fn text<S>(&self, ctx: &FmtContext<'_, S, Self>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let level = event.metadata().level();
        match self {
            Self::Coloured => write!(writer, "{}{level:>5}\x1b[0m ", colour(*level))?,
            _ => write!(writer, "{level:>5} ")?,
        }
        text_value(&mut writer, &message(event), false)?;
        let mut visitor = self.event_fields(event, &mut writer);
        event.record(&mut visitor);
        visitor.result?;
        for span in ctx.event_scope().into_iter().flat_map(Scope::from_root) {
            let extensions = span.extensions();
            let fields = extensions.get::<FormattedFields<Self>>().map_or("", |fields| fields.fields.as_str());
            writer.write_str(fields)?;
        }
        writer.write_char('\n')
    }

    fn event_fields<'a>(&'a self, event: &Event<'_>, writer: &'a mut dyn Write) -> Fields<'a> {
        let hidden = foreign::quoting(event.metadata().target());
        let reserved: &[_] = if let Self::Json { .. } = self { &OWN_KEYS } else { &OWN_TEXT_KEYS };
        Fields { style: self, writer, reserved, hidden, result: Ok(()) }
    }
}

fn is_invocation(span: &tracing::Metadata<'_>) -> bool {
    span.target() == "lambda_fn" && span.name() == "invocation"
}

/// On several events at once `lambda_runtime` asks a lost Runtime API again without a pause, with a line each time.
fn is_repeated(event: &Event<'_>) -> bool {
    static SAID: AtomicBool = AtomicBool::new(false);
    let metadata = event.metadata();
    metadata.target() == foreign::LOOP
        && *metadata.level() == Level::WARN
        && message(event).starts_with(foreign::POLLING)
        && SAID.swap(true, Ordering::Relaxed)
}

fn message(event: &Event<'_>) -> String {
    struct Message(String);
    impl Visit for Message {
        fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
            if field.name() == "message" {
                self.0 = format!("{value:?}");
            }
        }

        fn record_str(&mut self, field: &Field, value: &str) {
            if field.name() == "message" {
                value.clone_into(&mut self.0);
            }
        }
    }
    let mut message = Message(String::new());
    event.record(&mut message);
    message.0
}

fn colour(level: Level) -> &'static str {
    match level {
        Level::ERROR => "\x1b[31m",
        Level::WARN => "\x1b[33m",
        Level::INFO => "\x1b[32m",
        Level::DEBUG => "\x1b[34m",
        Level::TRACE => "\x1b[35m",
    }
}

/// Writes fields one by one, each with the separator before it.
struct Fields<'a> {
    style: &'a Style,
    writer: &'a mut dyn Write,
    /// Keys that a field may not take.
    reserved: &'a [&'a str],
    /// A field that is left out.
    hidden: &'a str,
    result: fmt::Result,
}

impl Fields<'_> {
    fn field(&mut self, field: &Field, write: impl FnOnce(&Style, &mut dyn Write) -> fmt::Result) {
        let name = field.name();
        if name == "message" || name == self.hidden || foreign::LOG_FIELDS.contains(&name) || self.result.is_err() {
            return;
        }
        self.result = self.key(name).and_then(|()| write(self.style, self.writer));
    }

    fn key(&mut self, name: &str) -> fmt::Result {
        if self.reserved.contains(&name) {
            return self.plain_key(&format!("fields.{name}"));
        }
        self.plain_key(name)
    }

    fn plain_key(&mut self, name: &str) -> fmt::Result {
        match self.style {
            Style::Json { .. } => json_key(self.writer, name),
            Style::Text => {
                self.writer.write_char(' ')?;
                text_value(self.writer, name, true)?;
                self.writer.write_char('=')
            }
            Style::Coloured => {
                self.writer.write_str(" \x1b[2m")?;
                text_value(self.writer, name, true)?;
                self.writer.write_str("=\x1b[0m")
            }
        }
    }
}

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.field(field, |style, writer| string(style, writer, &format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.field(field, |style, writer| string(style, writer, value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.field(field, |_, writer| write!(writer, "{value}"));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.field(field, |_, writer| write!(writer, "{value}"));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        // a reader of text needs no word on every line for what is the rule
        if field.name() == "coldStart" && !value && !matches!(self.style, Style::Json { .. }) {
            return;
        }
        self.field(field, |_, writer| writer.write_str(if value { "true" } else { "false" }));
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        // JSON has no words for the others; `Debug` writes an exponent where `Display` writes 300 digits
        self.field(field, |style, writer| match value.is_finite() {
            true => write!(writer, "{value:?}"),
            false => string(style, writer, &value.to_string()),
        });
    }
}

fn string(style: &Style, writer: &mut dyn Write, value: &str) -> fmt::Result {
    match style {
        Style::Json { .. } => json_string(writer, value),
        Style::Text | Style::Coloured => text_value(writer, value, true),
    }
}

/// A key of an object, with the comma before it.
fn json_key(writer: &mut dyn Write, key: &str) -> fmt::Result {
    writer.write_char(',')?;
    json_string(writer, key)?;
    writer.write_char(':')
}

fn json_string(writer: &mut dyn Write, value: &str) -> fmt::Result {
    if is_plain(value) {
        writer.write_char('"')?;
        writer.write_str(value)?;
        return writer.write_char('"');
    }
    match serde_json::to_string(value) {
        Ok(json) => writer.write_str(&json),
        Err(_) => Err(fmt::Error),
    }
}

/// Whether every byte may stand as it is, as in ids and names. Every event has such values in its span: without an early
/// end the compiler looks at many bytes at once.
#[expect(clippy::needless_bitwise_bool, reason = "`&&` would end early")]
fn is_plain(value: &str) -> bool {
    value.bytes().fold(true, |plain, byte| plain & byte.is_ascii_graphic() & (byte != b'"') & (byte != b'\\'))
}

/// One line stays one line, and no escape sequence of a value reaches a terminal.
fn text_value(writer: &mut dyn Write, value: &str, quote_spaces: bool) -> fmt::Result {
    if is_plain(value) && !value.is_empty() {
        return writer.write_str(value);
    }
    if quote_spaces && (value.is_empty() || value.contains([' ', '"'])) || value.contains(char::is_control) {
        return write!(writer, "{value:?}");
    }
    writer.write_str(value)
}
