//! The rules of provisioned mode of `kafka(…)`: event pollers of its own, and what they alone can do.

use std::ops::RangeInclusive;

use proc_macro2::Ident;

use crate::errors::Errors;
use crate::grammar::Arg;
use crate::trigger::args::TriggerArgs;
use crate::trigger::validated::{Field, Value};
use crate::trigger::values;

/// Lambda's API reference, `ProvisionedPollerConfig`: `MinimumPollers` is 1 to 200.
const MINIMUM_POLLERS: RangeInclusive<i64> = 1..=200;
/// The same: "For Amazon MSK and self-managed Apache Kafka event source mappings, the accepted range is between 1 and
/// 2,000, with a default of 200".
const MAXIMUM_POLLERS: RangeInclusive<i64> = 1..=2000;

pub(crate) fn pollers(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let (Some(key), false) = (controls_errors(args), is_provisioned(args)) {
        errors.at(key, format!("`{key}` of `kafka` works in provisioned mode alone; add `minimum_pollers = 1`"));
    }
    let number = |arg: &Option<Arg<_>>, range| arg.as_ref().and_then(|arg| values::number(arg, range, errors));
    let minimum = number(&args.minimum_pollers, &MINIMUM_POLLERS);
    let maximum = number(&args.maximum_pollers, &MAXIMUM_POLLERS);
    if let (Some(arg), Some(minimum), Some(maximum)) = (&args.maximum_pollers, minimum, maximum)
        && maximum < minimum
    {
        let message = format!("`maximum_pollers` is less than `minimum_pollers`; it is {minimum} or more here");
        errors.at(&arg.value, message);
    }
    let fields = [("minimum_pollers", minimum), ("maximum_pollers", maximum)];
    fields.into_iter().filter_map(|(name, pollers)| Some((name, Value::Number(pollers?)))).collect()
}

/// Whether the event source mapping has event pollers of its own.
pub(crate) fn is_provisioned(args: &TriggerArgs) -> bool {
    args.gives("minimum_pollers") || args.gives("maximum_pollers")
}

/// Lambda's Developer Guide, "Configuring error handling controls for Kafka event sources": "select provisioned mode to
/// configure error handling controls".
fn controls_errors(args: &TriggerArgs) -> Option<&Ident> {
    let TriggerArgs { bisect_on_error, maximum_retry_attempts, maximum_record_age, .. } = args;
    let bisect = bisect_on_error.as_ref().map(|arg| &arg.key);
    let attempts = maximum_retry_attempts.as_ref().map(|arg| &arg.key);
    let age = maximum_record_age.as_ref().map(|arg| &arg.key);
    bisect.or(attempts).or(age)
}
