//! What the expansion is told of the source: whole events or records, and how records are accounted for.

use proc_macro2::TokenStream;
use quote::ToTokens;

use crate::args::Args;
use crate::errors::Errors;
use crate::handler::Handler;
use crate::trigger::{Envelope, Kind, Source, Undecodable, is_batch_response};
use crate::validate;

fn source(args: &str, parameters: &str) -> Option<Source> {
    let errors = Errors::new();
    let parse = |source: &str| source.parse::<TokenStream>().expect("the tests' own tokens are well-formed");
    let args = Args::parse(parse(args), &errors);
    let handler = Handler::parse(&parse(&format!("async fn order({parameters}) -> Result<()> {{}}")), &errors);
    let function = validate::function(&args, &handler.expect("it is a function"), &errors);
    assert_eq!(errors.finish().map(|errors| errors.to_string()), None);
    function.source
}

fn by_record(args: &str, parameters: &str) -> bool {
    source(args, parameters).expect("there is a trigger").by_record
}

#[test]
fn a_function_without_triggers_has_no_source() {
    assert!(source("memory = 256", "order: Order").is_none());
}

#[test]
fn records_are_accounted_for_as_the_attribute_says() {
    let args = "sqs(queue = \"orders.fifo\", envelope = \"sns\"), concurrency = 8, reserve = \"2s\", \
                on_discard = dead::letter, undecodable = \"discard\"";
    let source = source(args, "order: Order, context: &Context").expect("there is a trigger");
    assert_eq!(source.kind, Kind::Sqs);
    assert!(source.by_record && source.fifo);
    assert_eq!(source.envelope, Some(Envelope::Sns));
    assert_eq!((source.concurrency, source.reserve), (Some(8), Some(2000)));
    assert_eq!(source.undecodable, Undecodable::Discard);
    assert_eq!(source.on_discard.to_token_stream().to_string(), "dead :: letter");
}

#[test]
fn what_is_not_said_is_left_to_the_defaults() {
    let source = source("sqs(queue = \"orders\")", "order: Order").expect("there is a trigger");
    assert!(source.by_record && !source.fifo);
    assert!(source.envelope.is_none() && source.on_discard.is_none());
    assert_eq!(source.undecodable, Undecodable::Retry);
    assert_eq!((source.concurrency, source.reserve), (None, None));
}

#[test]
fn a_fifo_queue_by_its_arn() {
    let args = "sqs(queue = \"arn:aws:sqs:eu-central-1:123456789012:orders.fifo\")";
    assert!(source(args, "order: Order").expect("there is a trigger").fifo);
}

#[test]
fn structs_of_aws_lambda_events_are_whole_events_of_their_source() {
    let whole = [
        ("sqs(queue = \"q\")", "SqsEvent"),
        ("sqs(queue = \"q\")", "aws_lambda_events::sqs::SqsEventObj<Order>"),
        ("kinesis(stream = \"s\")", "KinesisEvent"),
        ("dynamodb(table = \"orders\")", "dynamodb::Event"),
        ("kafka(topic = \"orders\")", "KafkaEvent"),
        ("sns(topic = \"orders\")", "SnsEvent"),
        ("s3(bucket = \"orders\")", "S3Event"),
        ("eventbridge(pattern = \"{\\\"source\\\": [\\\"a\\\"]}\")", "EventBridgeEvent<Order>"),
        ("eventbridge(pattern = \"{\\\"source\\\": [\\\"a\\\"]}\")", "CloudWatchEvent"),
        ("cloudwatch_logs(group = \"orders\")", "LogsEvent"),
        ("firehose", "KinesisFirehoseEvent"),
    ];
    for (args, ty) in whole {
        assert!(!by_record(args, &format!("event: {ty}")), "{ty}");
        assert!(!by_record(args, &format!("event: LambdaEvent<{ty}>")), "{ty}");
        assert!(by_record(args, &format!("record: Record<{ty}>")), "{ty}");
        assert!(by_record(args, "order: Order"), "{args}");
    }
}

#[test]
fn the_event_of_another_source_can_be_the_content_of_a_record() {
    assert!(by_record("sqs(queue = \"q\")", "event: S3Event"));
    assert!(by_record("sns(topic = \"t\")", "event: EventBridgeEvent<Order>"));
}

#[test]
fn what_has_no_form_is_whole() {
    let sqs = "sqs(queue = \"q\")";
    for parameters in ["", "context: Context", "event: Value", "event: serde_json::Value", "event: LambdaEvent<Value>"]
    {
        assert!(!by_record(sqs, parameters), "{parameters}");
    }
}

#[test]
fn a_reference_is_the_state_or_the_text_of_a_record() {
    let with_state = "sqs(queue = \"q\"), init = setup";
    assert!(!by_record(with_state, "state: &State"));
    assert!(!by_record(with_state, "state: &State, context: &Context"));
    assert!(by_record(with_state, "order: &Order, state: &State"));
    assert!(by_record(with_state, "body: &str"));
    assert!(by_record(with_state, "body: &[u8], context: Context"));
    assert!(by_record("sqs(queue = \"q\")", "body: &str"));
}

#[test]
fn sources_without_records_are_whole() {
    assert!(!by_record("schedule(\"rate(1 day)\")", "event: Order"));
    assert!(!by_record("cognito(\"PreSignUp\")", "event: SignUp"));
}

#[test]
fn a_whole_event_that_is_answered_by_record_is_known_by_the_name_of_its_response() {
    let reports = |returned: &str| {
        let item = format!("async fn orders(event: SqsEvent) -> {returned} {{}}");
        let item = item.parse().expect("the tests' own tokens are well-formed");
        let errors = Errors::new();
        let handler = Handler::parse(&item, &errors).expect("it is a function");
        assert!(errors.finish().is_none());
        is_batch_response(&handler)
    };
    assert!(reports("Result<SqsBatchResponse>"));
    assert!(reports("Result<lambda_fn::events::sqs::SqsBatchResponse, Error>"));
    assert!(reports("anyhow::Result<SqsEventResponse>"));
    assert!(reports("Result<KinesisEventResponse>"));
    assert!(reports("Result<DynamoDbEventResponse>"));
    assert!(!reports("Result<()>"));
    assert!(!reports("Result<(), SqsBatchResponse>"));
    assert!(!reports("Result<Value>"));
}
