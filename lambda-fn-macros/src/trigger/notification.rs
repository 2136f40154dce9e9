//! The rules of `sns(…)` and `s3(…)`.

use syn::LitStr;

use crate::errors::Errors;
use crate::grammar::{Arg, nearest};
use crate::trigger::args::{Events, TriggerArgs};
use crate::trigger::validated::{Envelope, Field, Value};
use crate::trigger::{names, values};

/// S3's API reference, `LambdaFunctionConfiguration`: the valid values of `Events`.
const EVENTS: [&str; 31] = [
    "s3:ReducedRedundancyLostObject",
    "s3:ObjectCreated:*",
    "s3:ObjectCreated:Put",
    "s3:ObjectCreated:Post",
    "s3:ObjectCreated:Copy",
    "s3:ObjectCreated:CompleteMultipartUpload",
    "s3:ObjectRemoved:*",
    "s3:ObjectRemoved:Delete",
    "s3:ObjectRemoved:DeleteMarkerCreated",
    "s3:ObjectRestore:*",
    "s3:ObjectRestore:Post",
    "s3:ObjectRestore:Completed",
    "s3:ObjectRestore:Delete",
    "s3:Replication:*",
    "s3:Replication:OperationFailedReplication",
    "s3:Replication:OperationNotTracked",
    "s3:Replication:OperationMissedThreshold",
    "s3:Replication:OperationReplicatedAfterThreshold",
    "s3:LifecycleTransition",
    "s3:IntelligentTiering",
    "s3:ObjectAcl:Put",
    "s3:LifecycleExpiration:*",
    "s3:LifecycleExpiration:Delete",
    "s3:LifecycleExpiration:DeleteMarkerCreated",
    "s3:ObjectTagging:*",
    "s3:ObjectTagging:Put",
    "s3:ObjectTagging:Delete",
    "s3:ObjectAnnotation:*",
    "s3:ObjectAnnotation:Put",
    "s3:ObjectAnnotation:Delete",
    "s3:ObjectRetention:Put",
];
/// S3's User Guide, "Supported event destinations": of the services that have an envelope, S3 alone publishes to a topic.
const ENVELOPES: [(&str, Envelope); 1] = [("s3", Envelope::S3)];
/// S3's API reference, `FilterRule`: a prefix or a suffix has at most 1,024 characters.
const MAX_KEY: usize = 1024;

pub(crate) fn sns(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let Some(arg) = &args.name {
        names::topic(&arg.value, errors);
    }
    let envelope = args.envelope.as_ref().and_then(|arg| values::word(arg, &ENVELOPES, errors));
    envelope.map(|envelope| ("envelope", Value::Envelope(envelope))).into_iter().collect()
}

pub(crate) fn s3(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let Some(arg) = &args.name {
        names::bucket(&arg.value, errors);
    }
    let mut fields = Vec::new();
    fields.extend(args.events.as_ref().map(|arg| ("events", Value::Texts(events(arg, errors)))));
    let prefix = args.prefix.as_ref().and_then(|arg| part_of_key(arg, errors));
    fields.extend(prefix.map(|prefix| ("prefix", Value::Text(prefix))));
    let suffix = args.suffix.as_ref().and_then(|arg| part_of_key(arg, errors));
    fields.extend(suffix.map(|suffix| ("suffix", Value::Text(suffix))));
    fields
}

fn events(arg: &Arg<Events>, errors: &Errors) -> Vec<String> {
    let mut events = Vec::new();
    if arg.value.names.is_empty() {
        errors.at(&arg.value, "no event is named; write `events = \"s3:ObjectCreated:*\"`");
    }
    for name in &arg.value.names {
        let event = name.value();
        if !EVENTS.contains(&event.as_str()) {
            errors.at(name, unknown_event(&event));
        } else if events.contains(&event) {
            errors.at(name, format!("`{event}` is given twice; keep one"));
        }
        events.push(event);
    }
    events
}

fn unknown_event(event: &str) -> String {
    match nearest(event, &EVENTS) {
        Some(meant) => format!("S3 has no event `{event}`; did you mean `{meant}`?"),
        None => format!("S3 has no event `{event}`; write one as in `s3:ObjectCreated:*`"),
    }
}

fn part_of_key(arg: &Arg<LitStr>, errors: &Errors) -> Option<String> {
    let Arg { key, value } = arg;
    let part = value.value();
    let message = match part.chars().count() {
        0 => format!("an empty `{key}` fits every object; remove it"),
        1..=MAX_KEY => return Some(part),
        length => format!("`{key}` has at most {MAX_KEY} characters, this one has {length}"),
    };
    errors.at(value, message);
    None
}
