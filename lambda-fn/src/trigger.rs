//! What calls a function: the triggers in its description.
//!
//! `#[lambda_fn]` writes them from its sources, as in `#[lambda_fn(sqs(queue = "orders", batch_size = 10))]`. A debug
//! build prints them as JSON with `cargo run -- describe`, for whatever deploys the function: the keys are those of the
//! attribute, durations are whole seconds, and what AWS has a default for is left out where nothing is said.

mod cognito;
mod event_bridge;
mod firehose;
mod http;
mod logs;
mod notification;
mod queue;
mod stream;

use serde::{Serialize, Serializer};

pub use cognito::{Cognito, CognitoTrigger};
pub use event_bridge::{EventBridge, Schedule};
pub use firehose::Firehose;
pub use http::{Http, HttpKind};
pub use logs::CloudWatchLogs;
pub use notification::{S3, Sns};
pub(crate) use queue::is_fifo;
pub use queue::{Envelope, Sqs};
pub use stream::{DynamoDb, Kafka, Kinesis, StartingPosition};

/// A source of events that calls a function.
///
/// ```
/// use lambda_fn::trigger::Sqs;
/// use lambda_fn::{Function, Trigger};
///
/// const ORDERS: Function = Function {
///     triggers: &[Trigger::Sqs(Sqs { batch_size: Some(5), ..Sqs::queue("orders") })],
///     ..Function::named("take-order")
/// };
/// assert_eq!(
///     serde_json::to_string(&ORDERS)?,
///     r#"{"name":"take-order","triggers":[{"sqs":{"queue":"orders","batch_size":5}}]}"#,
/// );
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Trigger {
    /// A queue of Amazon SQS.
    #[serde(rename = "sqs")]
    Sqs(Sqs),
    /// A stream of Amazon Kinesis.
    #[serde(rename = "kinesis")]
    Kinesis(Kinesis),
    /// The stream of a table of Amazon DynamoDB.
    #[serde(rename = "dynamodb")]
    DynamoDb(DynamoDb),
    /// A topic of Apache Kafka: of Amazon MSK, or of a cluster of your own.
    #[serde(rename = "kafka")]
    Kafka(Kafka),
    /// A topic of Amazon SNS.
    #[serde(rename = "sns")]
    Sns(Sns),
    /// A bucket of Amazon S3.
    #[serde(rename = "s3")]
    S3(S3),
    /// The events of an event bus of Amazon EventBridge that match a pattern.
    #[serde(rename = "eventbridge")]
    EventBridge(EventBridge),
    /// A schedule of Amazon EventBridge.
    #[serde(rename = "schedule")]
    Schedule(Schedule),
    /// A log group of Amazon CloudWatch Logs.
    #[serde(rename = "cloudwatch_logs")]
    CloudWatchLogs(CloudWatchLogs),
    /// A stream of Amazon Data Firehose that has its records transformed.
    #[serde(rename = "firehose")]
    Firehose(Firehose),
    /// A step in the workflow of a user pool of Amazon Cognito.
    #[serde(rename = "cognito")]
    Cognito(Cognito),
    /// HTTP requests, through API Gateway, a function URL or a load balancer.
    #[serde(rename = "http")]
    Http(Http),
}

/// Under the name that it has among the settings of an event source mapping.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn function_response_types<S: Serializer>(report_batch_item_failures: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    let types: &[&str] = if *report_batch_item_failures { &["ReportBatchItemFailures"] } else { &[] };
    types.serialize(serializer)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::*;

    fn json(trigger: Trigger) -> Value {
        serde_json::to_value(trigger).expect("a trigger serialises")
    }

    /// Whoever deploys a function reads this JSON, so that no name in it ever changes.
    #[test]
    fn all_that_can_be_said_of_a_trigger() {
        let minute = Some(Duration::from_secs(60));
        let sqs = Sqs {
            batch_size: Some(100),
            batching_window: minute,
            maximum_concurrency: Some(20),
            envelope: Some(Envelope::Sns),
            report_batch_item_failures: true,
            ..Sqs::queue("orders")
        };
        let expected = json!({ "sqs": {
            "queue": "orders", "batch_size": 100, "batching_window": 60, "maximum_concurrency": 20, "envelope": "sns",
            "function_response_types": ["ReportBatchItemFailures"],
        } });
        assert_eq!(json(Trigger::Sqs(sqs)), expected);

        let of_a_stream = json!({
            "batch_size": 100, "batching_window": 60, "starting_position": "LATEST", "bisect_on_error": true,
            "parallelization_factor": 10, "maximum_retry_attempts": -1, "maximum_record_age": 60,
            "function_response_types": ["ReportBatchItemFailures"],
        });
        let named = |source: &str, key: &str, name: &str| {
            let mut keys = of_a_stream.clone();
            keys[key] = name.into();
            json!({ source: keys })
        };
        let kinesis = Kinesis {
            batch_size: Some(100),
            batching_window: minute,
            starting_position: StartingPosition::Latest,
            bisect_on_error: true,
            parallelization_factor: Some(10),
            maximum_retry_attempts: Some(-1),
            maximum_record_age: minute,
            report_batch_item_failures: true,
            ..Kinesis::stream("clicks")
        };
        assert_eq!(json(Trigger::Kinesis(kinesis)), named("kinesis", "stream", "clicks"));
        let dynamodb = DynamoDb {
            batch_size: Some(100),
            batching_window: minute,
            starting_position: StartingPosition::Latest,
            bisect_on_error: true,
            parallelization_factor: Some(10),
            maximum_retry_attempts: Some(-1),
            maximum_record_age: minute,
            report_batch_item_failures: true,
            ..DynamoDb::table("customers")
        };
        assert_eq!(json(Trigger::DynamoDb(dynamodb)), named("dynamodb", "table", "customers"));

        let cluster = "arn:aws:kafka:eu-central-1:123456789012:cluster/orders/abc-1";
        let kafka = Kafka {
            cluster: Some(cluster),
            batch_size: Some(100),
            batching_window: minute,
            starting_position: StartingPosition::Latest,
            minimum_pollers: Some(1),
            maximum_pollers: Some(10),
            bisect_on_error: true,
            maximum_retry_attempts: Some(3),
            maximum_record_age: minute,
            report_batch_item_failures: true,
            ..Kafka::topic("orders")
        };
        let expected = json!({ "kafka": {
            "topic": "orders", "cluster": cluster, "batch_size": 100, "batching_window": 60,
            "starting_position": "LATEST", "minimum_pollers": 1, "maximum_pollers": 10, "bisect_on_error": true,
            "maximum_retry_attempts": 3, "maximum_record_age": 60,
            "function_response_types": ["ReportBatchItemFailures"],
        } });
        assert_eq!(json(Trigger::Kafka(kafka)), expected);

        let s3 = S3 {
            events: &["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"],
            prefix: Some("in/"),
            suffix: Some(".csv"),
            ..S3::bucket("reports")
        };
        let expected = json!({ "s3": {
            "bucket": "reports", "events": ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"],
            "prefix": "in/", "suffix": ".csv",
        } });
        assert_eq!(json(Trigger::S3(s3)), expected);

        let pattern = r#"{"source":["aws.ec2"]}"#;
        let eventbridge = EventBridge { bus: Some("orders"), ..EventBridge::pattern(pattern) };
        let expected = json!({ "eventbridge": { "pattern": pattern, "bus": "orders" } });
        assert_eq!(json(Trigger::EventBridge(eventbridge)), expected);
        let schedule = Schedule { timezone: Some("Europe/Berlin"), ..Schedule::expression("rate(1 day)") };
        let expected = json!({ "schedule": { "expression": "rate(1 day)", "timezone": "Europe/Berlin" } });
        assert_eq!(json(Trigger::Schedule(schedule)), expected);

        let logs = CloudWatchLogs { filter: Some("ERROR"), ..CloudWatchLogs::group("/aws/lambda/orders") };
        let expected = json!({ "cloudwatch_logs": { "group": "/aws/lambda/orders", "filter": "ERROR" } });
        assert_eq!(json(Trigger::CloudWatchLogs(logs)), expected);
        let firehose = json(Trigger::Firehose(Firehose::stream("clicks")));
        assert_eq!(firehose, json!({ "firehose": { "stream": "clicks" } }));
        let http = Http { kind: Some(HttpKind::RestApi), routes: &["GET /users/{id}", "$default"], stream: true };
        let expected =
            json!({ "http": { "kind": "rest-api", "routes": ["GET /users/{id}", "$default"], "stream": true } });
        assert_eq!(json(Trigger::Http(http)), expected);
    }

    #[test]
    fn what_is_not_said_is_left_out() {
        let least = [
            Trigger::Sqs(Sqs::queue("orders")),
            Trigger::Kinesis(Kinesis::stream("clicks")),
            Trigger::DynamoDb(DynamoDb::table("customers")),
            Trigger::Kafka(Kafka::topic("orders")),
            Trigger::Sns(Sns::topic("orders")),
            Trigger::S3(S3::bucket("reports")),
            Trigger::EventBridge(EventBridge::pattern("{}")),
            Trigger::Schedule(Schedule::expression("rate(1 day)")),
            Trigger::CloudWatchLogs(CloudWatchLogs::group("/aws/lambda/orders")),
            Trigger::Firehose(Firehose::any()),
            Trigger::Cognito(Cognito::trigger(CognitoTrigger::PreSignUp)),
            Trigger::Http(Http::any()),
        ];
        let expected = json!([
            { "sqs": { "queue": "orders" } },
            { "kinesis": { "stream": "clicks", "starting_position": "TRIM_HORIZON" } },
            { "dynamodb": { "table": "customers", "starting_position": "TRIM_HORIZON" } },
            { "kafka": { "topic": "orders", "starting_position": "TRIM_HORIZON" } },
            { "sns": { "topic": "orders" } },
            { "s3": { "bucket": "reports", "events": ["s3:ObjectCreated:*"] } },
            { "eventbridge": { "pattern": "{}" } },
            { "schedule": { "expression": "rate(1 day)" } },
            { "cloudwatch_logs": { "group": "/aws/lambda/orders" } },
            { "firehose": {} },
            { "cognito": { "trigger": "PreSignUp" } },
            { "http": {} },
        ]);
        assert_eq!(serde_json::to_value(least).expect("triggers serialise"), expected);
    }

    #[test]
    fn words_are_those_of_aws() {
        let envelopes = json!([Envelope::Sns, Envelope::EventBridge]);
        assert_eq!(envelopes, json!(["sns", "eventbridge"]));
        let kinds = [
            (HttpKind::HttpApi, "http-api"),
            (HttpKind::FunctionUrl, "function-url"),
            (HttpKind::RestApi, "rest-api"),
            (HttpKind::Alb, "alb"),
            (HttpKind::WebSocket, "websocket"),
            (HttpKind::VpcLattice, "vpc-lattice"),
            (HttpKind::Any, "any"),
        ];
        for (kind, name) in kinds {
            assert_eq!(json!(kind), name);
        }
        let steps = [
            (CognitoTrigger::PreSignUp, "PreSignUp"),
            (CognitoTrigger::PostConfirmation, "PostConfirmation"),
            (CognitoTrigger::PreAuthentication, "PreAuthentication"),
            (CognitoTrigger::PostAuthentication, "PostAuthentication"),
            (CognitoTrigger::PreTokenGeneration, "PreTokenGeneration"),
            (CognitoTrigger::UserMigration, "UserMigration"),
            (CognitoTrigger::CustomMessage, "CustomMessage"),
            (CognitoTrigger::DefineAuthChallenge, "DefineAuthChallenge"),
            (CognitoTrigger::CreateAuthChallenge, "CreateAuthChallenge"),
            (CognitoTrigger::VerifyAuthChallengeResponse, "VerifyAuthChallengeResponse"),
            (CognitoTrigger::CustomSmsSender, "CustomSMSSender"),
            (CognitoTrigger::CustomEmailSender, "CustomEmailSender"),
            (CognitoTrigger::InboundFederation, "InboundFederation"),
        ];
        for (step, name) in steps {
            assert_eq!(json!(step), name);
        }
    }
}
