//! The triggers of the attribute: what stands in `sqs(…)` and its like, and what it asks of the handler.

mod args;
mod event;
mod event_bridge;
mod expand;
mod kind;
mod names;
mod notification;
mod pattern;
mod queue;
mod schedule;
mod service;
mod source;
mod stream;
mod validated;
mod values;

use crate::errors::Errors;

pub(crate) use args::TriggerArgs;
pub(crate) use expand::description;
pub(crate) use kind::Kind;
pub(crate) use source::{Source, source, timeout};
pub(crate) use validated::{Envelope, Trigger};

/// The rules of each source for itself.
pub(crate) fn triggers(args: &[TriggerArgs], errors: &Errors) -> Vec<Trigger> {
    args.iter().map(|args| trigger(args, errors)).collect()
}

fn trigger(args: &TriggerArgs, errors: &Errors) -> Trigger {
    let TriggerArgs { kind, word, .. } = args;
    let name = args.value.clone().or_else(|| args.name.as_ref().map(|arg| arg.value.clone()));
    if name.is_none() && !args.gives(kind.name()) && *kind != Kind::Firehose {
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
    };
    Trigger { kind: *kind, name: name.map(|name| name.value()), fields }
}
