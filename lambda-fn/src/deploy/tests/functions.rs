use std::time::Duration;

use crate::function::{Architecture, Function};
use crate::trigger::*;

const MINUTE: Option<Duration> = Some(Duration::from_secs(60));

pub(crate) const ALL: Function = Function {
    description: Some("Takes orders: all of them"),
    memory: Some(256),
    timeout: Some(Duration::from_secs(30)),
    arch: Some(Architecture::Arm64),
    env: &[("STAGE", "test"), ("VERSION", "1.10"), ("YES", "yes")],
    ..Function::named("orders")
};

/// As [`ALL`], with a queue.
pub(super) const QUEUE: Function =
    Function { triggers: &[Trigger::Sqs(Sqs { batch_size: Some(5), ..Sqs::queue("orders") })], ..ALL };

/// Each trigger with the least that can be said of it, then with the most.
pub(crate) const GOLDEN: &[(&str, Function)] = &[
    ("nothing", Function::named("orders")),
    ("settings", ALL),
    ("sqs", Function { triggers: &[Trigger::Sqs(Sqs::queue("orders"))], ..Function::named("orders") }),
    (
        "sqs_all",
        Function {
            triggers: &[
                Trigger::Sqs(Sqs {
                    batch_size: Some(10),
                    maximum_concurrency: Some(20),
                    envelope: Some(Envelope::Sns),
                    report_batch_item_failures: true,
                    ..Sqs::queue("orders.fifo")
                }),
                Trigger::Sqs(Sqs {
                    batching_window: MINUTE,
                    ..Sqs::queue("arn:aws:sqs:eu-central-1:123456789012:returns")
                }),
            ],
            ..ALL
        },
    ),
    (
        "sqs_eventbridge",
        Function {
            triggers: &[
                Trigger::Sqs(Sqs { envelope: Some(Envelope::EventBridge), ..Sqs::queue("orders") }),
                Trigger::Sqs(Sqs {
                    envelope: Some(Envelope::Sns),
                    ..Sqs::queue("arn:aws:sqs:eu-central-1:123456789012:returns.fifo")
                }),
            ],
            ..Function::named("orders")
        },
    ),
    ("kinesis", Function { triggers: &[Trigger::Kinesis(Kinesis::stream("clicks"))], ..Function::named("orders") }),
    (
        "kinesis_all",
        Function {
            triggers: &[Trigger::Kinesis(Kinesis {
                batch_size: Some(100),
                batching_window: MINUTE,
                starting_position: StartingPosition::Latest,
                bisect_on_error: true,
                parallelization_factor: Some(10),
                maximum_retry_attempts: Some(5),
                maximum_record_age: MINUTE,
                report_batch_item_failures: true,
                ..Kinesis::stream("arn:aws:kinesis:eu-central-1:123456789012:stream/clicks/consumer/orders:1")
            })],
            ..Function::named("orders")
        },
    ),
    (
        "dynamodb",
        Function { triggers: &[Trigger::DynamoDb(DynamoDb::table("customers"))], ..Function::named("orders") },
    ),
    (
        "dynamodb_all",
        Function {
            triggers: &[Trigger::DynamoDb(DynamoDb {
                batch_size: Some(100),
                bisect_on_error: true,
                maximum_retry_attempts: Some(-1),
                report_batch_item_failures: true,
                ..DynamoDb::table(
                    "arn:aws:dynamodb:eu-central-1:123456789012:table/customers/stream/2026-01-01T00:00:00.000",
                )
            })],
            ..Function::named("orders")
        },
    ),
    ("kafka", Function { triggers: &[Trigger::Kafka(Kafka::topic("orders"))], ..Function::named("orders") }),
    (
        "kafka_all",
        Function {
            triggers: &[Trigger::Kafka(Kafka {
                cluster: Some("arn:aws:kafka:eu-central-1:123456789012:cluster/main/a1-2"),
                batch_size: Some(100),
                batching_window: MINUTE,
                starting_position: StartingPosition::Latest,
                minimum_pollers: Some(1),
                maximum_pollers: Some(5),
                bisect_on_error: true,
                maximum_retry_attempts: Some(3),
                report_batch_item_failures: true,
                ..Kafka::topic("orders")
            })],
            ..Function::named("orders")
        },
    ),
    ("sns", Function { triggers: &[Trigger::Sns(Sns::topic("orders"))], ..Function::named("orders") }),
    ("s3", Function { triggers: &[Trigger::S3(S3::bucket("reports"))], ..Function::named("orders") }),
    (
        "s3_all",
        Function {
            triggers: &[
                Trigger::S3(S3 { prefix: Some("in/"), suffix: Some(".csv"), ..S3::bucket("reports") }),
                Trigger::S3(S3 { events: &["s3:ObjectRemoved:*"], ..S3::bucket("reports") }),
                Trigger::S3(S3::bucket("arn:aws:s3:::archive")),
            ],
            ..Function::named("orders")
        },
    ),
    (
        "eventbridge",
        Function {
            triggers: &[
                Trigger::EventBridge(EventBridge::pattern(
                    r#"{"source": ["aws.ec2"], "detail": {"state": ["stopped"], "cost": [{"numeric": [">", 0.5]}]}}"#,
                )),
                Trigger::EventBridge(EventBridge {
                    bus: Some("orders"),
                    ..EventBridge::pattern(r#"{"source": [{"anything-but": ["shop"]}, null]}"#)
                }),
            ],
            ..Function::named("orders")
        },
    ),
    (
        "schedule",
        Function {
            triggers: &[
                Trigger::Schedule(Schedule::expression("rate(1 day)")),
                Trigger::Schedule(Schedule {
                    timezone: Some("Europe/Berlin"),
                    ..Schedule::expression("cron(0 3 * * ? *)")
                }),
            ],
            ..Function::named("orders")
        },
    ),
    (
        "cloudwatch_logs",
        Function {
            triggers: &[
                Trigger::CloudWatchLogs(CloudWatchLogs::group("/aws/lambda/orders")),
                Trigger::CloudWatchLogs(CloudWatchLogs {
                    filter: Some("ERROR"),
                    ..CloudWatchLogs::group("arn:aws:logs:eu-central-1:123456789012:log-group:returns:*")
                }),
            ],
            ..Function::named("orders")
        },
    ),
    ("firehose", Function { triggers: &[Trigger::Firehose(Firehose::stream("clicks"))], ..Function::named("orders") }),
    (
        "cognito",
        Function {
            triggers: &[
                Trigger::Cognito(Cognito::trigger(CognitoTrigger::PreSignUp)),
                Trigger::Cognito(Cognito::trigger(CognitoTrigger::CustomSmsSender)),
                Trigger::Cognito(Cognito::trigger(CognitoTrigger::InboundFederation)),
            ],
            ..Function::named("orders")
        },
    ),
    ("http", Function { triggers: &[Trigger::Http(Http::any())], ..Function::named("orders") }),
    (
        "http_api",
        Function {
            triggers: &[Trigger::Http(Http {
                kind: Some(HttpKind::HttpApi),
                routes: &["GET /users/{id}", "ANY /files/{proxy+}", "$default"],
                stream: false,
            })],
            ..Function::named("orders")
        },
    ),
    (
        "http_any",
        Function {
            triggers: &[Trigger::Http(Http {
                kind: Some(HttpKind::Any),
                routes: &["GET /users/{id}", "POST /users"],
                stream: false,
            })],
            ..Function::named("orders")
        },
    ),
    (
        "rest_api",
        Function {
            triggers: &[Trigger::Http(Http {
                kind: Some(HttpKind::RestApi),
                routes: &["GET /users/{id}", "POST /users"],
                stream: true,
            })],
            ..Function::named("orders")
        },
    ),
    (
        "rest_api_default",
        Function {
            triggers: &[Trigger::Http(Http {
                kind: Some(HttpKind::RestApi),
                routes: &["ANY /", "$default"],
                stream: false,
            })],
            ..Function::named("orders")
        },
    ),
    (
        "function_url",
        Function {
            triggers: &[Trigger::Http(Http { kind: Some(HttpKind::FunctionUrl), routes: &[], stream: true })],
            ..Function::named("orders")
        },
    ),
    (
        "alb",
        Function {
            triggers: &[Trigger::Http(Http { kind: Some(HttpKind::Alb), routes: &[], stream: false })],
            ..Function::named("orders")
        },
    ),
    (
        "vpc_lattice",
        Function {
            triggers: &[Trigger::Http(Http { kind: Some(HttpKind::VpcLattice), routes: &[], stream: false })],
            ..Function::named("orders")
        },
    ),
    (
        "websocket",
        Function {
            triggers: &[Trigger::Http(Http { kind: Some(HttpKind::WebSocket), routes: &[], stream: false })],
            ..Function::named("orders")
        },
    ),
];
