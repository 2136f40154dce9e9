//! What a handler takes from its source, as far as the names of its types tell: whole events, or records one by one.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, ReturnType, Type, TypeReference};

use crate::handler::{Handler, Parameter, is_context};
use crate::trigger::kind::Kind;

/// What the handler takes from a source.
#[derive(Clone, Copy)]
pub(crate) enum Takes<'a> {
    /// Whatever comes: no event at all, or one without a form.
    Anything,
    /// The event as the source sends it.
    Event,
    /// `Record<…>`, `Change<…>` or `S3Object`, by name.
    Record(&'a Type),
    /// A value of the user's own, which is the content of a record where the source has records.
    Value,
}

pub(crate) fn takes(handler: &Handler, kind: Kind, has_state: bool) -> Takes<'_> {
    let parameters = handler.parameters();
    let Some(Parameter::Event(ty)) = parameters.first() else {
        return Takes::Anything;
    };
    if let Type::Reference(reference) = ty {
        let others = parameters[1..].iter().map(Parameter::ty);
        let another_state = others.filter(|ty| !is_context(ty)).any(|ty| matches!(ty, Type::Reference(_)));
        return match has_state && !another_state && !is_text(reference) {
            // the state, where there is no event before it
            true => Takes::Anything,
            false => Takes::Value,
        };
    }
    let Some(segment) = last_segment(ty) else {
        return Takes::Value;
    };
    match segment.ident.to_string().as_str() {
        "Value" => Takes::Anything,
        "LambdaEvent" => match first_argument(segment).and_then(last_segment) {
            Some(payload) if payload.ident == "Value" => Takes::Anything,
            _ => Takes::Event,
        },
        "Record" | "Change" if first_argument(segment).is_some() => Takes::Record(ty),
        "S3Object" => Takes::Record(ty),
        name if events(kind).contains(&name) => Takes::Event,
        _ => Takes::Value,
    }
}

/// What a type has to be that is taken for a whole event by its name.
#[derive(Clone)]
pub(crate) enum Called {
    Value(Type),
    LambdaEvent(Type),
    /// The struct of `aws_lambda_events` for the source.
    Event(Type),
}

/// What the expansion has to look at, since no name says which type it is. `sources`: how many call the function.
pub(crate) fn called(handler: &Handler, kind: Kind, sources: usize) -> Vec<Called> {
    let parameters = handler.parameters();
    let Some(Parameter::Event(ty)) = parameters.first() else { return Vec::new() };
    let Some(segment) = last_segment(ty) else { return Vec::new() };
    // without records an event is whole under any name; with several sources a `Value` takes those of all
    let decides = kind.has_records() || sources > 1;
    let ty = (*ty).clone();
    match segment.ident.to_string().as_str() {
        _ if !decides => Vec::new(),
        "Value" => vec![Called::Value(ty)],
        "LambdaEvent" => {
            let payload = first_argument(segment).filter(|_| sources > 1);
            let value = payload.filter(|payload| last_segment(payload).is_some_and(|payload| payload.ident == "Value"));
            let value = value.cloned().map(Called::Value);
            [Called::LambdaEvent(ty)].into_iter().chain(value).collect()
        }
        name if events(kind).contains(&name) => vec![Called::Event(ty)],
        _ => Vec::new(),
    }
}

/// The struct of `aws_lambda_events` that the handler takes of a user pool, and the trigger that it is of.
pub(crate) fn of_a_user_pool(handler: &Handler) -> Option<(&Ident, &'static str)> {
    const TRIGGERS: [(&str, &str); 11] = [
        ("PreSignup", "PreSignUp"),
        ("PostConfirmation", "PostConfirmation"),
        ("PreAuthentication", "PreAuthentication"),
        ("PostAuthentication", "PostAuthentication"),
        ("PreTokenGen", "PreTokenGeneration"),
        ("PreTokenGenV2", "PreTokenGeneration"),
        ("MigrateUser", "UserMigration"),
        ("CustomMessage", "CustomMessage"),
        ("DefineAuthChallenge", "DefineAuthChallenge"),
        ("CreateAuthChallenge", "CreateAuthChallenge"),
        ("VerifyAuthChallenge", "VerifyAuthChallengeResponse"),
    ];
    let parameters = handler.parameters();
    let Some(Parameter::Event(ty)) = parameters.first() else { return None };
    let name = last_segment(ty).map(|segment| match first_argument(segment) {
        Some(payload) if segment.ident == "LambdaEvent" => last_segment(payload).unwrap_or(segment),
        _ => segment,
    });
    let name = &name?.ident;
    let of = name.to_string();
    let of = of.strip_prefix("CognitoEventUserPools")?;
    TRIGGERS.iter().find(|(event, _)| *event == of).map(|(_, trigger)| (name, *trigger))
}

/// The structs of `aws_lambda_events` for the whole event of a source.
fn events(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Sqs => &["SqsEvent", "SqsEventObj"],
        Kind::Kinesis => &["KinesisEvent", "KinesisTimeWindowEvent"],
        // `dynamodb::Event` there; the other two are what it is imported as
        Kind::DynamoDb => &["Event", "TimeWindowEvent", "DynamoDbEvent", "DynamoDBEvent"],
        Kind::Kafka => &["KafkaEvent"],
        Kind::Sns => &["SnsEvent", "SnsEventObj"],
        Kind::S3 => &["S3Event"],
        Kind::EventBridge => &["EventBridgeEvent", "CloudWatchEvent"],
        Kind::CloudWatchLogs => &["LogsEvent"],
        Kind::Firehose => &["KinesisFirehoseEvent"],
        // without records an event is whole under any name
        Kind::Schedule | Kind::Cognito | Kind::Http => &[],
    }
}

/// Whether a handler of whole events answers with a struct of `aws_lambda_events` that says which records have failed.
pub(crate) fn is_batch_response(handler: &Handler) -> bool {
    const RESPONSES: [&str; 5] = [
        "SqsBatchResponse",
        "SqsEventResponse",
        "KinesisEventResponse",
        "DynamoDbEventResponse",
        // of DynamoDB
        "TimeWindowEventResponse",
    ];
    let ReturnType::Type(_, result) = &handler.signature.output else { return false };
    let ok = last_segment(result).and_then(first_argument).and_then(last_segment);
    ok.is_some_and(|ok| RESPONSES.contains(&ok.ident.to_string().as_str()))
}

pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Paren(paren) => last_segment(&paren.elem),
        Type::Group(group) => last_segment(&group.elem),
        _ => None,
    }
}

/// What stands in its angle brackets.
pub(crate) fn arguments(segment: &PathSegment) -> impl Iterator<Item = &GenericArgument> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        PathArguments::None | PathArguments::Parenthesized(_) => None,
    };
    arguments.into_iter().flatten()
}

pub(crate) fn first_argument(segment: &PathSegment) -> Option<&Type> {
    arguments(segment).find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// `&str` and `&[u8]` can be read from a record, and are hardly a state.
fn is_text(reference: &TypeReference) -> bool {
    matches!(reference.elem.to_token_stream().to_string().as_str(), "str" | "[u8]")
}
