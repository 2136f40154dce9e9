//! Queues: one by name is a resource of the template, since Lambda's rules ask for settings of the queue itself.

use super::arn::{is_arn, resource};
use super::names::logical_id;
use super::parts::{Parts, number};
use crate::deploy::node::{Claim, Entry, Node};
use crate::deploy::template::{DEFAULT_TIMEOUT, Seconds, Times};
use crate::trigger::{Envelope, Sqs, is_fifo};

/// SQS's API reference, `CreateQueue`: a name has at most 80 characters.
const MAX_NAME: usize = 80;

pub(crate) fn add(sqs: &Sqs, times: &Times, parts: &mut Parts) {
    let id = logical_id(resource(sqs.queue));
    let fifo = is_fifo(sqs.queue);
    let event = format!("{id}Queue");
    let (arn, name) = match is_arn(sqs.queue) {
        true => {
            let least = match known(sqs, times) {
                Some(seconds) => format!("{seconds} s"),
                None => least_visibility(sqs, times),
            };
            let name = resource(sqs.queue);
            parts.note([format!(
                "The queue `{name}` is of another stack: its visibility timeout has to be at least {least}."
            )]);
            (Node::text(sqs.queue), Node::text(name))
        }
        false => {
            let queue = with_dead_letters(sqs, &id, fifo, times, parts);
            (Node::attribute(&queue, "Arn"), Node::attribute(&queue, "QueueName"))
        }
    };
    match sqs.envelope {
        Some(Envelope::Sns) => sender(resource(sqs.queue), "subscribed to its SNS topic", "sns", "topic", parts),
        Some(Envelope::EventBridge) => {
            sender(resource(sqs.queue), "the target of its EventBridge rule", "events", "rule", parts);
        }
        Some(Envelope::S3) => sender(resource(sqs.queue), "notified by its S3 bucket", "s3", "bucket", parts),
        None => {}
    }
    parts.policy("SQSPollerPolicy", vec![Entry::new("QueueName", name)]);

    let mut properties = vec![Entry::new("Queue", arn)];
    properties.extend(number("BatchSize", sqs.batch_size));
    properties.extend(number("MaximumBatchingWindowInSeconds", sqs.batching_window.map(|window| window.as_secs())));
    if let Some(maximum) = number("MaximumConcurrency", sqs.maximum_concurrency) {
        properties.push(Entry::map("ScalingConfig", [maximum]));
    }
    if sqs.report_batch_item_failures {
        properties.push(super::batches::report_batch_item_failures());
    }
    parts.event(&event, "SQS", properties);
}

/// Which topic, rule or bucket it is, the attribute does not say.
fn sender(queue: &str, is: &str, service: &str, kind: &str, parts: &mut Parts) {
    parts.note([
        format!("The queue `{queue}` has to be {is}, and to let it in: an `AWS::SQS::QueuePolicy`"),
        format!(
            "that allows `{service}.amazonaws.com` to `sqs:SendMessage` where `aws:SourceArn` is the {kind}'s ARN."
        ),
    ]);
}

fn with_dead_letters(sqs: &Sqs, id: &str, fifo: bool, times: &Times, parts: &mut Parts) -> String {
    let mut properties = Vec::new();
    if let Some(name) = dead_letter_name(sqs.queue) {
        properties.push(Entry::text("QueueName", name).initial());
    }
    if fifo {
        properties.push(Entry::new("FifoQueue", Node::number(true)).initial());
    }
    let days = Entry::new("MessageRetentionPeriod", Node::number(14 * 24 * 60 * 60));
    properties.push(days.initial().comment("14 days, the longest that SQS has"));
    let dead = parts.helper(&format!("{id}DeadLetterQueue"), "AWS::SQS::Queue", vec![], properties);

    let mut properties = vec![Entry::text("QueueName", sqs.queue)];
    if fifo {
        properties.push(Entry::new("FifoQueue", Node::number(true)).initial());
    }
    properties.push(visibility(sqs, times));
    // Lambda's Developer Guide, "Creating and configuring an Amazon SQS event source mapping": "at least 5"
    let receives = Entry::new("maxReceiveCount", Node::number(5));
    let redrive = [
        Entry::new("deadLetterTargetArn", Node::attribute(&dead, "Arn")),
        receives.initial().comment("fewer lose messages while Lambda throttles the function"),
    ];
    properties.push(Entry::map("RedrivePolicy", redrive).initial());
    parts.resource(&format!("{id}Queue"), "AWS::SQS::Queue", vec![], properties)
}

/// Unless it is too long: a queue without a name is given one by whoever makes it.
pub(crate) fn dead_letter_name(queue: &str) -> Option<String> {
    let name = match queue.strip_suffix(".fifo") {
        Some(name) => format!("{name}-dead-letter.fifo"),
        None => format!("{queue}-dead-letter"),
    };
    (name.len() <= MAX_NAME).then_some(name)
}

/// Lambda's Developer Guide, "Creating and configuring an Amazon SQS event source mapping": "at least six times the
/// timeout", and the batching window on top of it.
pub(crate) fn visibility_timeout(timeout: u64, window: u64) -> u64 {
    6 * timeout + window
}

/// The batching window of a queue's event.
pub(crate) fn window(sqs: &Sqs, times: &Times) -> Seconds {
    times.window(&format!("{}Queue", logical_id(resource(sqs.queue))), sqs.batching_window)
}

/// The least visibility timeout, where all that it follows from is known.
fn known(sqs: &Sqs, times: &Times) -> Option<u64> {
    Some(visibility_timeout(times.timeout.known()?, window(sqs, times).known()?))
}

/// The same in words.
pub(crate) fn least_visibility(sqs: &Sqs, times: &Times) -> String {
    let timeout = match &times.timeout {
        Seconds::Known(seconds) => format!("{} s", visibility_timeout(*seconds, 0)),
        Seconds::Unknown(is) => format!("six times the function's timeout ({is})"),
    };
    match window(sqs, times) {
        Seconds::Known(0) => timeout,
        Seconds::Known(seconds) => format!("{timeout} and the batching window ({seconds} s)"),
        Seconds::Unknown(is) => format!("{timeout} and the batching window ({is})"),
    }
}

fn visibility(sqs: &Sqs, times: &Times) -> Entry {
    let window = window(sqs, times);
    let has_window = window.known() != Some(0);
    let timeout = times.timeout.known().unwrap_or(DEFAULT_TIMEOUT);
    let least = visibility_timeout(timeout, window.known().unwrap_or_default());
    let least = Entry::new("VisibilityTimeout", Node::number(least));
    match (known(sqs, times).is_some(), has_window) {
        (true, false) => least.claim(Claim::AtLeast).comment("at least six times the function's timeout"),
        (true, true) => {
            least.claim(Claim::AtLeast).comment("at least six times the function's timeout, plus the batching window")
        }
        (false, false) => {
            least.initial().comment("to be at least six times the function's timeout, which is not known here")
        }
        (false, true) => least.initial().comment(
            "to be at least six times the function's timeout, plus the batching window, which are not both known here",
        ),
    }
}
