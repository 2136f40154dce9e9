//! The triggers in the constant that describes the function.

use proc_macro2::{Ident, Literal, Span, TokenStream};

use crate::span::code;
use crate::trigger::kind::Kind;
use crate::trigger::validated::{Envelope, HttpKind, StartingPosition, Trigger, Value};

/// `kind`, `routes` and `stream`.
const HTTP_FIELDS: usize = 3;

/// `Trigger::Sqs(trigger::Sqs { batch_size: Some(10), ..trigger::Sqs::queue("orders") })`
///
/// Lambda has to know where the answer says which records have failed.
pub(crate) fn description(trigger: &Trigger, reports_failures: bool) -> TokenStream {
    let variant = ident(variant(trigger.kind));
    let constructor = ident(trigger.kind.name());
    let plain = match (trigger.kind, &trigger.name) {
        (Kind::Cognito, Some(name)) => {
            let step = ident(&step(name));
            code!(lambda_fn::trigger::Cognito::trigger(lambda_fn::trigger::CognitoTrigger::#step))
        }
        (_, Some(name)) => code!(lambda_fn::trigger::#variant::#constructor(#name)),
        (_, None) => code!(lambda_fn::trigger::#variant::any()),
    };
    let mut fields: Vec<_> = trigger.fields.iter().map(|(name, value)| field(name, value)).collect();
    if reports_failures && trigger.takes_item_failures() {
        fields.push(field("report_batch_item_failures", &Value::Flag(true)));
    }
    match fields.is_empty() {
        true => code!(lambda_fn::Trigger::#variant(#plain)),
        // with every field said, clippy has nothing to fill in
        false if trigger.kind == Kind::Http && trigger.fields.len() == HTTP_FIELDS => {
            code!(lambda_fn::Trigger::Http(lambda_fn::trigger::Http { #(#fields),* }))
        }
        false => code!(lambda_fn::Trigger::#variant(lambda_fn::trigger::#variant { #(#fields,)* ..#plain })),
    }
}

fn field(name: &str, value: &Value) -> TokenStream {
    let (name, value) = (ident(name), self::value(value));
    code!(#name: #value)
}

fn variant(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqs => "Sqs",
        Kind::Kinesis => "Kinesis",
        Kind::DynamoDb => "DynamoDb",
        Kind::Kafka => "Kafka",
        Kind::Sns => "Sns",
        Kind::S3 => "S3",
        Kind::EventBridge => "EventBridge",
        Kind::Schedule => "Schedule",
        Kind::CloudWatchLogs => "CloudWatchLogs",
        Kind::Firehose => "Firehose",
        Kind::Cognito => "Cognito",
        Kind::Http => "Http",
    }
}

/// Cognito's name in Rust's case.
fn step(name: &str) -> String {
    name.replace("SMS", "Sms")
}

fn value(value: &Value) -> TokenStream {
    match value {
        Value::Number(number) => {
            let number = Literal::i64_unsuffixed(*number);
            code!(::core::option::Option::Some(#number))
        }
        Value::Seconds(seconds) => {
            let seconds = Literal::u64_unsuffixed(*seconds);
            code!(::core::option::Option::Some(::core::time::Duration::from_secs(#seconds)))
        }
        Value::Text(text) => code!(::core::option::Option::Some(#text)),
        Value::Flag(flag) => code!(#flag),
        Value::Envelope(envelope) => {
            let envelope = match envelope {
                Envelope::Sns => code!(Sns),
                Envelope::EventBridge => code!(EventBridge),
                Envelope::S3 => code!(S3),
            };
            code!(::core::option::Option::Some(lambda_fn::trigger::Envelope::#envelope))
        }
        Value::StartingPosition(position) => {
            let position = match position {
                StartingPosition::TrimHorizon => code!(TrimHorizon),
                StartingPosition::Latest => code!(Latest),
            };
            code!(lambda_fn::trigger::StartingPosition::#position)
        }
        Value::Texts(texts) => code!(&[#(#texts),*]),
        Value::HttpKind(kind) => {
            let kind = ident(http_kind(*kind));
            code!(::core::option::Option::Some(lambda_fn::trigger::HttpKind::#kind))
        }
    }
}

/// The kind in Rust's case.
pub(crate) fn http_kind(kind: HttpKind) -> &'static str {
    match kind {
        HttpKind::HttpApi => "HttpApi",
        HttpKind::FunctionUrl => "FunctionUrl",
        HttpKind::RestApi => "RestApi",
        HttpKind::Alb => "Alb",
        HttpKind::WebSocket => "WebSocket",
        HttpKind::VpcLattice => "VpcLattice",
        HttpKind::Any => "Any",
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
