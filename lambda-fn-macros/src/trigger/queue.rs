//! The rules of `sqs(…)`.

use std::ops::RangeInclusive;

use crate::errors::Errors;
use crate::trigger::args::TriggerArgs;
use crate::trigger::validated::{Envelope, Field, Value};
use crate::trigger::{names, stream, values};

/// Lambda's Developer Guide, "Lambda parameters for Amazon SQS event source mappings": 10,000 for a standard queue.
const BATCH_SIZE: RangeInclusive<i64> = 1..=10_000;
/// The same: "For FIFO queues, the maximum is 10", and "Batching window is not supported for FIFO queues".
const BATCH_SIZE_OF_FIFO: RangeInclusive<i64> = 1..=10;
/// Lambda's API reference, `CreateEventSourceMapping`: "when you set `BatchSize` to a value greater than 10, you must set
/// `MaximumBatchingWindowInSeconds` to at least 1".
const BATCH_SIZE_WITHOUT_WINDOW: i64 = 10;
/// Lambda's API reference, `ScalingConfig`: `MaximumConcurrency` is 2 to 1,000.
const MAXIMUM_CONCURRENCY: RangeInclusive<i64> = 2..=1000;

const ENVELOPES: [(&str, Envelope); 3] =
    [("sns", Envelope::Sns), ("eventbridge", Envelope::EventBridge), ("s3", Envelope::S3)];

pub(crate) fn sqs(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let Some(arg) = &args.name {
        names::queue(&arg.value, errors);
    }
    let fifo = is_fifo(args);
    let window = args.batching_window.as_ref().and_then(|arg| stream::window(arg, errors));
    let mut fields = Vec::new();
    if let Some(arg) = &args.batch_size {
        let size = match fifo {
            true => fifo_batch_size(args, errors),
            false => values::number(arg, &BATCH_SIZE, errors),
        };
        let without_window = !args.gives("batching_window") || window == Some(0);
        if size.is_some_and(|size| size > BATCH_SIZE_WITHOUT_WINDOW) && without_window {
            let size = &arg.value;
            let message = format!(
                "`batch_size = {size}` is over 10, which takes a window of 1 s or more; add `batching_window = 1`"
            );
            errors.at(size, message);
        }
        fields.extend(size.map(|size| ("batch_size", Value::Number(size))));
    }
    if let (Some(arg), Some(window)) = (&args.batching_window, window) {
        if fifo && window > 0 {
            errors.at(&arg.key, "a FIFO queue has no batching window; remove `batching_window`");
        }
        fields.push(("batching_window", Value::Seconds(window)));
    }
    let concurrency = args.maximum_concurrency.as_ref();
    let concurrency = concurrency.and_then(|arg| values::number(arg, &MAXIMUM_CONCURRENCY, errors));
    fields.extend(concurrency.map(|concurrency| ("maximum_concurrency", Value::Number(concurrency))));
    let envelope = args.envelope.as_ref().and_then(|arg| values::word(arg, &ENVELOPES, errors));
    fields.extend(envelope.map(|envelope| ("envelope", Value::Envelope(envelope))));
    fields
}

pub(crate) fn is_fifo(args: &TriggerArgs) -> bool {
    args.name.as_ref().is_some_and(|arg| names::is_fifo(&arg.value.value()))
}

fn fifo_batch_size(args: &TriggerArgs, errors: &Errors) -> Option<i64> {
    let arg = args.batch_size.as_ref()?;
    match values::integer(&arg.value) {
        Some(size) if BATCH_SIZE.contains(&size) && !BATCH_SIZE_OF_FIFO.contains(&size) => {
            errors.at(&arg.value, "a FIFO queue hands over at most 10 messages at once; `batch_size` is 1 to 10");
            None
        }
        _ => values::number(arg, &BATCH_SIZE_OF_FIFO, errors),
    }
}
