//! The rules of `kinesis(…)`, `dynamodb(…)` and `kafka(…)`.

use std::ops::RangeInclusive;

use syn::LitStr;

use crate::args::Timeout;
use crate::errors::Errors;
use crate::grammar::Arg;
use crate::trigger::args::TriggerArgs;
use crate::trigger::kind::Kind;
use crate::trigger::validated::{Field, StartingPosition, Value};
use crate::trigger::{names, pollers, values};

/// Lambda's API reference, `CreateEventSourceMapping`: `BatchSize` is at most 10,000 for all three. Its sentence that more
/// than 10 records need a window is not enforced for streams: the default there is 100, without a window.
const BATCH_SIZE: RangeInclusive<i64> = 1..=10_000;
/// Lambda's API reference, `CreateEventSourceMapping`: `MaximumBatchingWindowInSeconds`.
const BATCHING_WINDOW: RangeInclusive<u64> = 0..=300;
/// Lambda's API reference, `CreateEventSourceMapping`: `ParallelizationFactor`.
const PARALLELIZATION_FACTOR: RangeInclusive<i64> = 1..=10;
/// Lambda's API reference, `CreateEventSourceMapping`: `MaximumRetryAttempts`; -1 is until the record expires.
const MAXIMUM_RETRY_ATTEMPTS: RangeInclusive<i64> = -1..=10_000;
/// Lambda's API reference, `EventSourceMappingConfiguration`: "The minimum valid value for maximum record age is 60s";
/// the maximum of `MaximumRecordAgeInSeconds` is 604,800.
const MAXIMUM_RECORD_AGE: RangeInclusive<u64> = 60..=604_800;

const POSITIONS: [(&str, StartingPosition); 2] =
    [("TRIM_HORIZON", StartingPosition::TrimHorizon), ("LATEST", StartingPosition::Latest)];

/// The settings that all streams share, and those that not all of them have.
pub(crate) fn stream(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let Some(name) = &args.name {
        match args.kind {
            Kind::Kinesis => names::name_or_arn(&names::STREAM, &name.value, errors),
            Kind::DynamoDb => names::name_or_arn(&names::TABLE, &name.value, errors),
            _ => names::kafka_topic(&name.value, errors),
        }
    }
    let number = |arg: &Option<Arg<_>>, range| arg.as_ref().and_then(|arg| values::number(arg, range, errors));
    let mut fields = Vec::new();
    if let Some(arg) = &args.cluster {
        names::cluster(&arg.value, errors);
        fields.push(("cluster", Value::Text(arg.value.value())));
    }
    let size = number(&args.batch_size, &BATCH_SIZE);
    fields.extend(size.map(|size| ("batch_size", Value::Number(size))));
    let window = args.batching_window.as_ref().and_then(|arg| window(arg, errors));
    fields.extend(window.map(|window| ("batching_window", Value::Seconds(window))));
    let position = args.starting_position.as_ref().and_then(|arg| position(arg, errors));
    fields.extend(position.map(|position| ("starting_position", Value::StartingPosition(position))));
    if args.kind == Kind::Kafka {
        fields.extend(pollers::pollers(args, errors));
    }
    let bisect = args.bisect_on_error.as_ref().map(|arg| arg.value.value);
    fields.extend(bisect.map(|bisect| ("bisect_on_error", Value::Flag(bisect))));
    let factor = number(&args.parallelization_factor, &PARALLELIZATION_FACTOR);
    fields.extend(factor.map(|factor| ("parallelization_factor", Value::Number(factor))));
    let attempts = number(&args.maximum_retry_attempts, &MAXIMUM_RETRY_ATTEMPTS);
    fields.extend(attempts.map(|attempts| ("maximum_retry_attempts", Value::Number(attempts))));
    let age = args.maximum_record_age.as_ref().and_then(|arg| {
        let limits = "60 s to 7 days (604,800 s), and forever where it is left out";
        values::duration(arg, &MAXIMUM_RECORD_AGE, limits, errors)
    });
    fields.extend(age.map(|age| ("maximum_record_age", Value::Seconds(age))));
    fields
}

pub(crate) fn window(arg: &Arg<Timeout>, errors: &Errors) -> Option<u64> {
    values::duration(arg, &BATCHING_WINDOW, "0 s to 300 s", errors)
}

fn position(arg: &Arg<LitStr>, errors: &Errors) -> Option<StartingPosition> {
    if arg.value.value() == "AT_TIMESTAMP" {
        let message = "`AT_TIMESTAMP` needs a moment, which is a matter of each deployment; \
                       use `TRIM_HORIZON` or `LATEST` here";
        errors.at(&arg.value, message);
        return None;
    }
    values::word(arg, &POSITIONS, errors)
}
