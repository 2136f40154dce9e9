//! The triggers of the attribute: what stands in `sqs(…)` and its like, and what it asks of the handler.

mod args;
mod event;
mod event_bridge;
mod expand;
pub(crate) mod http;
mod kind;
mod names;
mod notification;
mod pattern;
mod pollers;
mod queue;
mod schedule;
mod service;
mod source;
mod stream;
mod validated;
mod values;

use syn::LitStr;

use crate::errors::Errors;

pub(crate) use args::TriggerArgs;
pub(crate) use event::{Called, first_argument, is_batch_response, last_segment};
pub(crate) use expand::{description, http_kind};
pub(crate) use http::{Form, Http, Route};
pub(crate) use kind::Kind;
pub(crate) use source::{Source, Undecodable, source, timeout};
pub(crate) use validated::{Envelope, HttpKind, Trigger};

/// The rules of each source for itself, and that none is there twice.
pub(crate) fn triggers(args: &[TriggerArgs], errors: &Errors) -> Vec<Trigger> {
    for (place, one) in args.iter().enumerate() {
        if let (Some(name), true) = (one.name(), args[..place].iter().any(|other| is_same(one, other))) {
            errors.at(name, format!("`{}` has `{}` twice; keep one", one.word, name.token()));
        }
    }
    args.iter().map(|args| trigger(args, errors)).collect()
}

/// A bucket calls one function for several prefixes, topics of one name stand in several clusters, and one pattern is for
/// several buses.
fn is_same(one: &TriggerArgs, other: &TriggerArgs) -> bool {
    one.kind == other.kind && one.identity() == other.identity()
}

fn trigger(args: &TriggerArgs, errors: &Errors) -> Trigger {
    let TriggerArgs { kind, word, .. } = args;
    let name = args.name();
    if name.is_none() && !args.gives(kind.name()) && !kind.stands_alone() {
        let (name, example) = (kind.name(), kind.example());
        errors.at(word, format!("`{word}` does not say which {name}; write `{example}`"));
    }
    let fields = match kind {
        Kind::Sqs => queue::sqs(args, errors),
        Kind::Kinesis | Kind::DynamoDb | Kind::Kafka => stream::stream(args, errors),
        Kind::Sns => notification::sns(args, errors),
        Kind::S3 => notification::s3(args, errors),
        Kind::EventBridge => event_bridge::eventbridge(args, errors),
        Kind::Schedule => event_bridge::schedule(args, errors),
        Kind::CloudWatchLogs => service::cloudwatch_logs(args, errors),
        Kind::Firehose => service::firehose(args, errors),
        Kind::Cognito => service::cognito(args, errors),
        Kind::Http => http::fields(args, errors),
    };
    Trigger { kind: *kind, name: name.map(LitStr::value), fields }
}
