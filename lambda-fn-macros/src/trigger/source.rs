//! The rules between the triggers and the rest of the attribute and the handler.

use std::ops::RangeInclusive;

use proc_macro2::Ident;
use syn::{LitInt, LitStr, Path};

use crate::args::Args;
use crate::errors::Errors;
use crate::grammar::{Arg, list};
use crate::handler::Handler;
use crate::trigger::args::TriggerArgs;
use crate::trigger::event::{self, Called, Takes, takes};
use crate::trigger::kind::Kind;
use crate::trigger::validated::{Envelope, Trigger, Value};
use crate::trigger::{http, pollers, queue, service, values};
use crate::validate::{milliseconds, timeout_or_default};

/// Where the events come from, and how the handler takes them.
pub(crate) struct Source {
    pub(crate) kind: Kind,
    /// What the names of types have decided, for the type system to look at.
    pub(crate) called: Vec<Called>,
    /// Whether the handler takes the records of an event one by one.
    pub(crate) by_record: bool,
    /// Whether the queue is a FIFO queue.
    pub(crate) fifo: bool,
    /// Whether the topic of Kafka has provisioned mode.
    pub(crate) provisioned: bool,
    /// What the messages of the queue or the topic are wrapped in.
    pub(crate) envelope: Option<Envelope>,
    /// Records in flight at once.
    pub(crate) concurrency: Option<u64>,
    /// How long before the deadline no further record is started, in milliseconds.
    pub(crate) reserve: Option<u64>,
    /// What takes the records that are given up.
    pub(crate) on_discard: Option<Path>,
    /// What becomes of a record that does not decode.
    pub(crate) undecodable: Undecodable,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Undecodable {
    /// It comes back.
    #[default]
    Retry,
    /// It is given up.
    Discard,
}

/// A limit of this framework: far above what a function has memory and connections for.
const CONCURRENCY: RangeInclusive<i64> = 1..=1000;

const UNDECODABLE: [(&str, Undecodable); 2] = [("retry", Undecodable::Retry), ("discard", Undecodable::Discard)];

/// A function that several sources call has the form of the first; the others have to agree with it.
pub(crate) fn source(args: &Args, triggers: &[Trigger], handler: &Handler, errors: &Errors) -> Option<Source> {
    let keys = RecordKeys::of(args);
    let (Some(first), [trigger, ..]) = (args.triggers.first(), triggers) else {
        keys.refuse("the records of a source; name the source, as in `sqs(queue = \"orders\")`", errors);
        return None;
    };
    http::alone(args, errors);
    let kind = first.kind;
    let takes = takes(handler, kind, args.init.is_some());
    let by_record = kind.has_records() && matches!(takes, Takes::Record(_) | Takes::Value);
    let of_events = args.triggers.iter().all(|trigger| trigger.kind != Kind::Http);
    for (other, other_trigger) in args.triggers.iter().zip(triggers).skip(1).filter(|_| of_events) {
        let disagreement = match takes {
            Takes::Anything => None,
            _ if by_record && kind == other.kind => other_envelope(trigger, other, other_trigger, first)
                .or_else(|| other_order(first, other))
                .or_else(|| other_mode(first, other)),
            _ if by_record && !other.kind.has_records() => {
                Some(format!("`{}` sends no records, unlike `{}`", other.word, first.word))
            }
            _ if by_record => Some(format!("`{}` has other records than `{}`", other.word, first.word)),
            _ if event_of(kind) == event_of(other.kind) => None,
            _ => Some(format!("`{}` sends other events than `{}`", other.word, first.word)),
        };
        if let Some(disagreement) = disagreement {
            errors.at(&other.word, format!("{disagreement}; make it the trigger of a function of its own"));
        }
    }
    user_pools(args, handler, errors);
    match takes {
        Takes::Record(ty) if !by_record && kind != Kind::Http => {
            errors.at(ty, format!("`{}` sends events without records; take the event itself", kind.word()));
        }
        _ if !kind.has_records() => {
            keys.refuse(&format!("sources with records, and `{}` has none; remove it", kind.word()), errors);
        }
        _ if !by_record => {
            let remedy = "take the content of a record, as in `order: Order`, or remove it";
            keys.refuse(&format!("handlers of single records, and this one takes none; {remedy}"), errors);
        }
        _ => {}
    }
    let undecodable = keys.undecodable.filter(|_| by_record);
    let undecodable = undecodable.and_then(|arg| values::word(arg, &UNDECODABLE, errors));
    let [concurrency, reserve] = match by_record {
        true => [
            keys.concurrency.and_then(|arg| concurrency(arg, kind, errors)),
            keys.reserve.and_then(|arg| reserve(arg, timeout_or_default(args), errors)),
        ],
        false => [None, None],
    };
    Some(Source {
        kind,
        called: event::called(handler, kind, args.triggers.len()),
        by_record,
        fifo: kind == Kind::Sqs && queue::is_fifo(first),
        provisioned: pollers::is_provisioned(first),
        envelope: envelope(trigger),
        concurrency,
        reserve,
        on_discard: keys.on_discard.map(|arg| arg.value.clone()),
        undecodable: undecodable.unwrap_or_default(),
    })
}

/// Each trigger of a user pool has an event of its own, and AWS's structs are each for one of them.
fn user_pools(args: &Args, handler: &Handler, errors: &Errors) {
    let Some((event, own)) = event::of_a_user_pool(handler) else { return };
    for trigger in args.triggers.iter().filter(|trigger| trigger.kind == Kind::Cognito) {
        if let Some(name) = trigger.value.as_ref().filter(|name| service::is_cognito(name) && name.value() != own) {
            let (sent, remedy) = (name.token(), "take its own struct, in a function of its own");
            errors.at(name, format!("`{event}` is the event of `\"{own}\"`, and this is `{sent}`; {remedy}"));
        }
    }
}

/// Every message is unwrapped in one way, whichever queue or topic it comes from.
fn other_envelope(
    trigger: &Trigger,
    other: &TriggerArgs,
    other_trigger: &Trigger,
    first: &TriggerArgs,
) -> Option<String> {
    let said = |envelope| match envelope {
        Some(Envelope::Sns) => "the envelope `sns`",
        Some(Envelope::EventBridge) => "the envelope `eventbridge`",
        Some(Envelope::S3) => "the envelope `s3`",
        None => "no envelope",
    };
    let (envelope, other_envelope) = (envelope(trigger), envelope(other_trigger));
    // one that could not be read is reported where it stands
    let readable = |args: &TriggerArgs, envelope: Option<_>| args.gives("envelope") == envelope.is_some();
    let differ = envelope != other_envelope && readable(first, envelope) && readable(other, other_envelope);
    let what = other.kind.name();
    differ.then(|| format!("this {what} has {}, and the first one {}", said(other_envelope), said(envelope)))
}

/// Every failure is accounted for in one way, whichever queue its message comes from.
fn other_order(first: &TriggerArgs, other: &TriggerArgs) -> Option<String> {
    let differ = queue::is_fifo(first) != queue::is_fifo(other) && first.name.is_some() && other.name.is_some();
    let said = |fifo| if fifo { "a FIFO queue" } else { "a standard queue" };
    differ
        .then(|| format!("this is {}, and the first one {}", said(queue::is_fifo(other)), said(queue::is_fifo(first))))
}

/// Lambda reads which records have failed of all topics, or of none.
fn other_mode(first: &TriggerArgs, other: &TriggerArgs) -> Option<String> {
    let differ = pollers::is_provisioned(first) != pollers::is_provisioned(other);
    let (this, that) = if pollers::is_provisioned(other) { ("has", "has not") } else { ("has no", "has") };
    differ.then(|| format!("this topic {this} provisioned mode, and the first one {that}"))
}

/// EventBridge's User Guide, "Events": a schedule sends an event of the same form.
fn event_of(kind: Kind) -> Kind {
    match kind {
        Kind::Schedule => Kind::EventBridge,
        kind => kind,
    }
}

fn envelope(trigger: &Trigger) -> Option<Envelope> {
    trigger.fields.iter().find_map(|(_, value)| match value {
        Value::Envelope(envelope) => Some(*envelope),
        _ => None,
    })
}

/// The keys of the attribute that are about records.
struct RecordKeys<'a> {
    concurrency: Option<&'a Arg<LitInt>>,
    reserve: Option<&'a Arg<LitStr>>,
    on_discard: Option<&'a Arg<Path>>,
    undecodable: Option<&'a Arg<LitStr>>,
}

impl<'a> RecordKeys<'a> {
    fn of(args: &'a Args) -> Self {
        Self {
            concurrency: args.concurrency.as_ref(),
            reserve: args.reserve.as_ref(),
            on_discard: args.on_discard.as_ref(),
            undecodable: args.undecodable.as_ref(),
        }
    }

    /// One error for all of them, since one mistake is behind it.
    fn refuse(&self, what_for: &str, errors: &Errors) {
        let keys = [
            self.concurrency.map(|arg| &arg.key),
            self.reserve.map(|arg| &arg.key),
            self.on_discard.map(|arg| &arg.key),
            self.undecodable.map(|arg| &arg.key),
        ];
        let keys: Vec<&Ident> = keys.into_iter().flatten().collect();
        let names: Vec<_> = keys.iter().map(ToString::to_string).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        if let Some(first) = keys.first() {
            let are = if keys.len() == 1 { "is" } else { "are" };
            let what_for =
                if keys.len() == 1 { what_for.to_owned() } else { what_for.replace("remove it", "remove them") };
            errors.at(first, format!("{} {are} for {what_for}", list(&names)));
        }
    }
}

fn concurrency(arg: &Arg<LitInt>, kind: Kind, errors: &Errors) -> Option<u64> {
    if kind.is_stream() {
        let remedy = format!("use `{}(…, parallelization_factor = 4)`", kind.word());
        errors.at(&arg.key, format!("a stream is read in order, one record after the other; {remedy}"));
        return None;
    }
    values::number(arg, &CONCURRENCY, errors).and_then(|concurrency| concurrency.try_into().ok())
}

/// In milliseconds: less than the timeout, or no record ever starts.
fn reserve(arg: &Arg<LitStr>, timeout: u64, errors: &Errors) -> Option<u64> {
    let message = match milliseconds(&arg.value.value()) {
        Some(reserve) if (1..timeout.saturating_mul(1000)).contains(&reserve) => return Some(reserve),
        Some(0) => {
            "a reserve of zero lets Lambda end the function amid a record; write `\"500ms\"`, or remove it".to_owned()
        }
        Some(_) => {
            format!(
                "`reserve` leaves no time for any record; it is less than the function's timeout, which is {timeout} s"
            )
        }
        None => format!("`{}` is not a reserve; write `\"500ms\"` or `\"2s\"`", arg.value.token()),
    };
    errors.at(&arg.value, message);
    None
}

/// Whether each source lets a function run for so long.
pub(crate) fn timeout(args: &Args, timeout: Option<u64>, errors: &Errors) {
    let (Some(arg), Some(timeout)) = (&args.timeout, timeout) else {
        return;
    };
    let limits = args.triggers.iter().filter_map(|trigger| Some((limit(trigger)?, trigger)));
    let exceeded = limits.filter(|((limit, _), _)| timeout > *limit).min_by_key(|((limit, _), _)| *limit);
    for trigger in &args.triggers {
        if let Some(message) = http::timeout(trigger, timeout) {
            errors.at(&arg.value, format!("`timeout = {}` {message}", arg.value));
        }
    }
    if let Some(((_, said), trigger)) = exceeded {
        let word = &trigger.word;
        errors.at(&arg.value, format!("`timeout = {}` is longer than `{word}` waits; it is at most {said}", arg.value));
    }
}

/// How many seconds a function has, where a source allows less than Lambda. A queue allows its visibility timeout, which
/// is not known here.
fn limit(args: &TriggerArgs) -> Option<(u64, &'static str)> {
    match args.kind {
        // Lambda's Developer Guide, "Configuring Amazon MSK event sources" and "Configuring self-managed Apache Kafka
        // event sources": "only support functions with maximum timeout limits of 14 minutes"
        Kind::Kafka => Some((840, "14 min (840 s)")),
        // Firehose's Developer Guide, "Transform source data": "supports a Lambda invocation time of up to 5 minutes"
        Kind::Firehose => Some((300, "5 min (300 s)")),
        // Cognito's Developer Guide, "Customizing user pool workflows with Lambda triggers": "Except for Custom Sender
        // Lambda triggers, […] it must respond within 5 seconds"
        Kind::Cognito => {
            let name = args.value.as_ref()?.value();
            (![service::CUSTOM_SMS_SENDER, service::CUSTOM_EMAIL_SENDER].contains(&name.as_str())).then_some((5, "5 s"))
        }
        _ => None,
    }
}
