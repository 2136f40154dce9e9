//! Whatever comes as an event, each form of handler takes it or refuses it as `Runtime.UnmarshalError`, and nothing
//! panics.

use std::collections::HashMap;
use std::fmt::Debug;

use bytes::Bytes;
use lambda_runtime::{Context, LambdaEvent, Service};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Metadata, Subscriber};

use crate::__private::{event, event_by_reference, event_or_state, service_fn};
use crate::cases::cases;
use crate::failure::Failure;
use crate::invocation::Invocation;

/// Events for each form of handler, each source of records and each kind of gateway.
const EVENTS: u32 = 100_000;

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only decoded")]
struct Order {
    item: String,
    quantity: u32,
    price: Option<f64>,
    tags: Vec<String>,
    notes: HashMap<String, Kind>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "it is only decoded")]
enum Kind {
    Gift,
    Text(String),
    Pair { a: i8, b: Option<bool> },
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is only decoded")]
struct Borrowing<'a> {
    item: &'a str,
    #[serde(borrow)]
    tags: Vec<&'a str>,
}

const ORDER: &str = r#"{"item":"bolt","quantity":3,"price":0.5,"tags":["a","\u00fc"],"notes":{"x":"gift","y":{"text":"é"},"z":{"pair":{"a":1,"b":null}}}}"#;

/// Xorshift, from a fixed seed: a failure comes again.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn byte(&mut self) -> u8 {
        /// What changes the meaning of JSON, and what is no UTF-8.
        const TELLING: &[u8] = b"{}[]\",:\\u0-9.eE+tfn \n\x00\xff\xc3\xed\xa0\x80\xf4\x90";
        match self.below(3) {
            0 => u8::try_from(self.below(256)).unwrap(),
            _ => TELLING[self.below(TELLING.len())],
        }
    }

    /// Bytes at random, or one of `valid` with a few places changed.
    fn event(&mut self, valid: &[&str]) -> Vec<u8> {
        if self.below(8) == 0 {
            let length = self.below(200);
            return (0..length).map(|_| self.byte()).collect();
        }
        let mut event = valid[self.below(valid.len())].as_bytes().to_vec();
        for _ in 0..self.below(5) {
            let (place, other) = (self.below(event.len()), self.below(event.len()));
            match self.below(6) {
                _ if event.is_empty() => event.push(self.byte()),
                0 => event[place] = self.byte(),
                1 => event.insert(place, self.byte()),
                2 => drop(event.remove(place)),
                3 => event.truncate(place),
                4 => event.swap(place, other),
                // a part of it once more
                _ => {
                    let part = event[place.min(other)..place.max(other)].to_vec();
                    event.splice(place..place, part);
                }
            }
        }
        event
    }
}

/// Says whether each of the events is taken. One that is refused is refused as what it is, and both kinds come: else
/// nothing was tried.
#[track_caller]
fn are_taken_or_refused(valid: &[&str], mut take: impl FnMut(Invocation) -> Result<bool, Failure>) {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut taken, events) = (0, cases(EVENTS));
    for _ in 0..events {
        let body = Bytes::from(random.event(valid));
        taken += u32::from(take(Invocation::new(body, Context::default())).unwrap_or_else(|failure| {
            assert_eq!(failure.error_type, "Runtime.UnmarshalError", "{}", failure.message);
            false
        }));
    }
    assert!(taken > events / 100 && taken < events - events / 100, "{taken} of {events} were taken");
}

#[test]
fn an_owned_event() {
    are_taken_or_refused(&[ORDER], |invocation| event::<Order, _>(&invocation).map(|_| true));
}

#[test]
fn a_borrowing_event() {
    let valid = [ORDER, r#"{"item":"a","tags":[]}"#];
    are_taken_or_refused(&valid, |invocation| event::<Borrowing<'_>, _>(&invocation).map(|_| true));
}

#[test]
fn an_event_by_reference() {
    let valid = [r#""bolt""#, r#""\n""#];
    are_taken_or_refused(&valid, |invocation| event_by_reference::<&str>(&invocation).map(|_| true));
}

#[test]
fn an_event_or_the_state() {
    let valid = [r#""bolt""#, r#""\n""#];
    are_taken_or_refused(&valid, |invocation| event_or_state::<&str, _, _>(&invocation, &7_u8).map(|_| true));
}

#[test]
fn a_lambda_event() {
    are_taken_or_refused(&[ORDER], |invocation| event::<LambdaEvent<Order>, _>(&invocation).map(|_| true));
}

#[test]
fn any_json() {
    are_taken_or_refused(&[ORDER], |invocation| event::<Value, _>(&invocation).map(|_| true));
}

#[test]
fn raw_json() {
    are_taken_or_refused(&[ORDER], |invocation| event::<Box<RawValue>, _>(&invocation).map(|_| true));
}

/// Reads the log: a panic is caught where records and requests are served, and would pass for a refusal.
struct Refusals;

impl Subscriber for Refusals {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event()
    }

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut Reason);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        unreachable!("no span is enabled")
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Reason;

impl Visit for Reason {
    fn record_str(&mut self, field: &Field, value: &str) {
        assert!(field.name() != "errorType" || value == "Runtime.UnmarshalError", "{value}");
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

/// Serves the events, and says whether an answer took its event.
#[track_caller]
fn are_served(
    mut service: impl Service<Invocation, Response = Box<RawValue>, Error = Failure>,
    valid: &[&str],
    takes: impl Fn(&Value) -> bool,
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let _log = tracing::subscriber::set_default(Refusals);
    are_taken_or_refused(valid, |invocation| match runtime.block_on(service.call(invocation)) {
        Ok(answer) => Ok(takes(&serde_json::from_str(answer.get()).expect("an answer is JSON"))),
        // of records that fail the reason is in the log; and a part that comes once more may be a record
        Err(failure) if ["Function.RecordsFailed", "Runtime.DuplicateRecordId"].contains(&&*failure.error_type) => {
            Ok(false)
        }
        Err(failure) => Err(failure),
    });
}

/// Each event becomes an answer with a status, or is refused; the routes take any method and path.
#[cfg(feature = "http")]
mod http_requests_of {
    use super::*;
    use crate::http::{HeaderMap, Request, Router};
    use crate::trigger::HttpKind;

    const V2: &str = r#"{"version":"2.0","routeKey":"GET /a","rawPath":"/a%20b","rawQueryString":"x=1&x=%C3%BC","cookies":["a=1","b=2"],"headers":{"accept":"*/*","x-a":"1,2"},"requestContext":{"stage":"$default","http":{"method":"POST","path":"/a","sourceIp":"203.0.113.7"},"authorizer":{"jwt":{"claims":{"sub":"a"}}}},"body":"aGVsbG8=","isBase64Encoded":true}"#;
    const V1: &str = r#"{"resource":"/{proxy+}","path":"/a/b","httpMethod":"PUT","headers":{"accept":"*/*"},"multiValueHeaders":{"accept":["a","*/*"]},"queryStringParameters":{"x":"2"},"multiValueQueryStringParameters":{"x":["1","2"]},"pathParameters":{"proxy":"a/b"},"requestContext":{"stage":"prod","identity":{"sourceIp":"203.0.113.7"}},"body":"{\"a\":\"\u00fc\"}","isBase64Encoded":false}"#;
    const ALB: &str = r#"{"requestContext":{"elb":{"targetGroupArn":"arn"}},"httpMethod":"GET","path":"/","queryStringParameters":{"x":"%C3%BC"},"headers":{"x-forwarded-for":"203.0.113.7"},"body":"","isBase64Encoded":false}"#;
    const MULTI_VALUE: &str = r#"{"requestContext":{"elb":{"targetGroupArn":"arn"}},"httpMethod":"GET","path":"/","multiValueQueryStringParameters":{"x":["1","2"]},"multiValueHeaders":{"accept":["a","b"]},"body":"AP8=","isBase64Encoded":true}"#;
    const CONNECT: &str = r#"{"headers":{"host":"h"},"multiValueHeaders":{"host":["h"]},"requestContext":{"routeKey":"$connect","eventType":"CONNECT","connectionId":"c","stage":"prod"},"isBase64Encoded":false}"#;
    const MESSAGE: &str = r#"{"requestContext":{"routeKey":"add","eventType":"MESSAGE","connectionId":"c"},"body":"{\"action\":\"add\"}","isBase64Encoded":false}"#;
    const LATTICE: &str = r#"{"version":"2.0","path":"/a","method":"GET","headers":{"accept":["a","b"]},"queryStringParameters":{"x":["1","2"]},"body":"a","isBase64Encoded":false,"requestContext":{"serviceNetworkArn":"arn","serviceArn":"arn"}}"#;
    const LATTICE_V1: &str = r#"{"raw_path":"/a?x=1","method":"GET","headers":{"accept":"a"},"query_string_parameters":{"x":"1"},"body":"a","is_base64_encoded":false}"#;

    #[track_caller]
    fn are_answered(kind: HttpKind, valid: &[&str]) {
        let echo = |headers: HeaderMap, request: Request| async { (headers, request.into_body()) };
        let service = crate::__private::http(kind, Router::new().fallback(echo));
        are_served(service, valid, |answer| match answer["statusCode"].as_u64() {
            Some(200) => true,
            Some(400 | 414) => false,
            _ => panic!("{kind:?}: {answer}"),
        });
    }

    #[test]
    fn an_http_api() {
        are_answered(HttpKind::HttpApi, &[V2]);
    }

    #[test]
    fn a_function_url() {
        are_answered(HttpKind::FunctionUrl, &[V2]);
    }

    #[test]
    fn a_rest_api() {
        are_answered(HttpKind::RestApi, &[V1]);
    }

    #[test]
    fn a_load_balancer() {
        are_answered(HttpKind::Alb, &[ALB, MULTI_VALUE]);
    }

    #[test]
    fn a_websocket_api() {
        are_answered(HttpKind::WebSocket, &[CONNECT, MESSAGE]);
    }

    #[test]
    fn vpc_lattice() {
        are_answered(HttpKind::VpcLattice, &[LATTICE, LATTICE_V1]);
    }

    #[test]
    fn any_gateway() {
        let all = [V2, V1, ALB, MULTI_VALUE, CONNECT, MESSAGE, LATTICE, LATTICE_V1];
        are_answered(HttpKind::Any, &all);
    }
}

/// The records of each source, with all that it says of them.
mod records_of {
    use super::*;
    use crate::__private::{
        CloudWatchLogs, DynamoDb, EventBridge, Firehose, Kafka, Kinesis, RecordInvocation, Rules, S3, Sns, Sqs, record,
        records,
    };
    use crate::Record;
    use crate::trigger::Envelope;

    const QUEUE: &str = r#"{"Records":[{"messageId":"a","body":"{\"item\":1}","attributes":{"ApproximateReceiveCount":"1","MessageGroupId":"g"},"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-central-1:123456789012:q"},{"messageId":"b","body":"2","eventSource":"aws:sqs"}]}"#;
    const WRAPPED: &str = r#"{"Records":[{"messageId":"a","body":"{\"Type\":\"Notification\",\"MessageId\":\"1\",\"Message\":\"1\",\"detail\":1}","eventSource":"aws:sqs"}]}"#;
    const STREAM: &str = r#"{"Records":[{"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"1","partitionKey":"k","data":"MQ=="}},{"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"2","data":"Mg=="}}]}"#;
    const TABLE: &str = r#"{"Records":[{"eventID":"1","eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{"SequenceNumber":"1","Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"n":{"N":"1.5"}}}}]}"#;
    const TOPIC: &str = r#"{"eventSource":"aws:kafka","records":{"orders-0":[{"topic":"orders","partition":0,"offset":1,"value":"MQ==","headers":[]},{"topic":"orders","partition":0,"offset":2,"value":"Mg=="}]}}"#;
    const NOTIFICATION: &str = r#"{"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"1","Message":"1","TopicArn":"arn:aws:sns:eu-central-1:123456789012:t"}}]}"#;
    const OBJECT: &str = r#"{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"a%20b+c","size":1,"sequencer":"0A"}}}]}"#;
    const QUEUED_OBJECT: &str = r#"{"Records":[{"messageId":"a","body":"{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"object\":{\"key\":\"a\"}}},1]}","eventSource":"aws:sqs"}]}"#;
    const NOTIFIED_OBJECT: &str = r#"{"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"1","Message":"{\"Records\":[{\"eventTime\":\"2026-01-01T00:00:00Z\"}]}"}}]}"#;
    const BUS: &str = r#"{"id":"1","detail-type":"d","source":"s","detail":{"item":1}}"#;
    const DELIVERY: &str =
        r#"{"invocationId":"i","records":[{"recordId":"1","data":"MQ=="},{"recordId":"2","data":"Mg=="}]}"#;
    // gzip of `{}` and of no lines at all
    const LINES: &str = r#"{"awslogs":{"data":"H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA=="}}"#;

    macro_rules! sources {
        ($($name:ident: $source:expr => $valid:expr;)+) => { $(
            #[test]
            fn $name() {
                let handler = service_fn(async |invoked: RecordInvocation| {
                    let _: Record<Value> = record(&invoked)?;
                    Ok(None)
                });
                are_served(records($source, Rules::new(), handler), &[$valid], |_| true);
            }
        )+ };
    }

    sources! {
        sqs: Sqs { fifo: false, envelope: None } => QUEUE;
        sqs_fifo: Sqs { fifo: true, envelope: None } => QUEUE;
        sns_in_sqs: Sqs { fifo: false, envelope: Some(Envelope::Sns) } => WRAPPED;
        eventbridge_in_sqs: Sqs { fifo: false, envelope: Some(Envelope::EventBridge) } => WRAPPED;
        kinesis: Kinesis => STREAM;
        dynamodb: DynamoDb => TABLE;
        kafka: Kafka { provisioned: true } => TOPIC;
        kafka_on_demand: Kafka { provisioned: false } => TOPIC;
        sns: Sns { envelope: None } => NOTIFICATION;
        s3_in_sqs: Sqs { fifo: false, envelope: Some(Envelope::S3) } => QUEUED_OBJECT;
        s3_in_sns: Sns { envelope: Some(Envelope::S3) } => NOTIFIED_OBJECT;
        s3: S3 => OBJECT;
        eventbridge: EventBridge => BUS;
        cloudwatch_logs: CloudWatchLogs => LINES;
        firehose: Firehose => DELIVERY;
    }
}
