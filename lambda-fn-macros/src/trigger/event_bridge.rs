//! The rules of `eventbridge(…)` and `schedule(…)`.

use crate::errors::Errors;
use crate::trigger::args::TriggerArgs;
use crate::trigger::validated::{Field, Value};
use crate::trigger::{names, pattern, schedule};

pub(crate) fn eventbridge(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let Some(arg) = &args.name {
        for mistake in pattern::pattern(&arg.value.value()) {
            errors.at(&arg.value, mistake);
        }
    }
    let Some(arg) = &args.bus else {
        return Vec::new();
    };
    names::name_or_arn(&names::EVENT_BUS, &arg.value, errors);
    vec![("bus", Value::Text(arg.value.value()))]
}

pub(crate) fn schedule(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let Some(value) = &args.value {
        for mistake in schedule::expression(&value.value()) {
            errors.at(value, mistake);
        }
    }
    let Some(arg) = &args.timezone else {
        return Vec::new();
    };
    if let Err(message) = schedule::timezone(&arg.value.value()) {
        errors.at(&arg.value, message);
    }
    vec![("timezone", Value::Text(arg.value.value()))]
}
