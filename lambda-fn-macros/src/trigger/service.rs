//! The rules of `cloudwatch_logs(…)`, `firehose(…)` and `cognito(…)`.

use syn::LitStr;

use crate::errors::Errors;
use crate::trigger::args::TriggerArgs;
use crate::trigger::validated::{Field, Value};
use crate::trigger::{names, values};

/// CloudWatch Logs' API reference, `PutSubscriptionFilter`: `filterPattern` has at most 1,024 characters.
const MAX_FILTER: usize = 1024;

/// Cognito's API reference, `LambdaConfigType`: the members that name a function.
pub(crate) const COGNITO: [&str; 13] = [
    "PreSignUp",
    "PostConfirmation",
    "PreAuthentication",
    "PostAuthentication",
    "PreTokenGeneration",
    "UserMigration",
    "CustomMessage",
    "DefineAuthChallenge",
    "CreateAuthChallenge",
    "VerifyAuthChallengeResponse",
    CUSTOM_SMS_SENDER,
    CUSTOM_EMAIL_SENDER,
    "InboundFederation",
];
pub(crate) const CUSTOM_SMS_SENDER: &str = "CustomSMSSender";
pub(crate) const CUSTOM_EMAIL_SENDER: &str = "CustomEmailSender";

pub(crate) fn cloudwatch_logs(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let Some(arg) = &args.name {
        names::name_or_arn(&names::LOG_GROUP, &arg.value, errors);
    }
    let Some(arg) = &args.filter else {
        return Vec::new();
    };
    let filter = arg.value.value();
    let length = filter.chars().count();
    if length > MAX_FILTER {
        errors.at(&arg.value, format!("`filter` has at most {MAX_FILTER} characters, this one has {length}"));
    }
    vec![("filter", Value::Text(filter))]
}

pub(crate) fn firehose(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let Some(arg) = &args.name {
        names::name_or_arn(&names::DELIVERY_STREAM, &arg.value, errors);
    }
    Vec::new()
}

pub(crate) fn cognito(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    if let Some(value) = args.value.as_ref().filter(|value| !is_cognito(value)) {
        errors.at(value, values::unknown_word("Cognito", &value.value(), &COGNITO));
    }
    Vec::new()
}

pub(crate) fn is_cognito(trigger: &LitStr) -> bool {
    COGNITO.contains(&trigger.value().as_str())
}
