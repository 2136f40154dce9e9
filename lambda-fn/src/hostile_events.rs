//! Whatever comes as an event, each form of handler takes it or refuses it as `Runtime.UnmarshalError`, and nothing
//! panics.

use std::collections::HashMap;

use bytes::Bytes;
use lambda_runtime::{Context, LambdaEvent, Service};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::__private::{
    DynamoDb, EventBridge, Firehose, Kafka, Kinesis, RecordInvocation, Rules, S3, Sns, Sqs, event, event_by_reference,
    event_or_state, handled, record, records, service_fn,
};
use crate::failure::Failure;
use crate::invocation::Invocation;
use crate::trigger::Envelope;

/// Events for each form of handler.
const EVENTS: u32 = 100_000;
/// Events for each of the thirteen ways in which records come.
const BATCHES: u32 = 10_000;

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

/// How many of the events were taken.
fn taken(valid: &[&str], take: impl Fn(&Invocation) -> Result<(), Failure>) -> u32 {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    (0..EVENTS)
        .map(|_| {
            let body = Bytes::from(random.event(valid));
            let taken = take(&Invocation { body, context: Context::default() });
            if let Err(failure) = &taken {
                assert_eq!(failure.error_type, "Runtime.UnmarshalError", "{}", failure.message);
            }
            u32::from(taken.is_ok())
        })
        .sum()
}

/// Some of the events are good, and some are not: else nothing was tried.
#[track_caller]
fn both_kinds_come(taken: u32, of: u32) {
    assert!(taken > of / 100 && taken < of - of / 100, "{taken} of {of} were taken");
}

#[test]
fn an_owned_event() {
    both_kinds_come(taken(&[ORDER], |invocation| event::<Order, _>(invocation).map(drop)), EVENTS);
}

#[test]
fn a_borrowing_event() {
    both_kinds_come(
        taken(&[ORDER, r#"{"item":"a","tags":[]}"#], |invocation| event::<Borrowing<'_>, _>(invocation).map(drop)),
        EVENTS,
    );
}

#[test]
fn an_event_by_reference() {
    both_kinds_come(
        taken(&[r#""bolt""#, r#""\n""#], |invocation| event_by_reference::<&str>(invocation).map(drop)),
        EVENTS,
    );
}

#[test]
fn an_event_or_the_state() {
    let take = |invocation: &Invocation| event_or_state::<&str, _, _>(invocation, &7_u8).map(drop);
    both_kinds_come(taken(&[r#""bolt""#, r#""\n""#], take), EVENTS);
}

#[test]
fn a_lambda_event() {
    both_kinds_come(taken(&[ORDER], |invocation| event::<LambdaEvent<Order>, _>(invocation).map(drop)), EVENTS);
}

#[test]
fn any_json() {
    both_kinds_come(taken(&[ORDER], |invocation| event::<Value, _>(invocation).map(drop)), EVENTS);
    both_kinds_come(taken(&[ORDER], |invocation| event::<Box<RawValue>, _>(invocation).map(drop)), EVENTS);
}

/// Each event becomes an answer with a status, or is refused; the routes take any method and path.
#[cfg(feature = "http")]
#[test]
fn http_requests_of_each_kind() {
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
    const ALL: [&str; 8] = [V2, V1, ALB, MULTI_VALUE, CONNECT, MESSAGE, LATTICE, LATTICE_V1];
    let cases: [(HttpKind, &[&str]); 7] = [
        (HttpKind::HttpApi, &[V2]),
        (HttpKind::FunctionUrl, &[V2]),
        (HttpKind::RestApi, &[V1]),
        (HttpKind::Alb, &[ALB, MULTI_VALUE]),
        (HttpKind::WebSocket, &[CONNECT, MESSAGE]),
        (HttpKind::VpcLattice, &[LATTICE, LATTICE_V1]),
        (HttpKind::Any, &ALL),
    ];
    let echo = |headers: HeaderMap, request: Request| async { (headers, request.into_body()) };
    let router = Router::new().fallback(echo);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    // each refused message of a WebSocket API has a line in the log
    let silent = tracing::subscriber::set_default(tracing::subscriber::NoSubscriber::default());
    for (kind, valid) in cases {
        let mut service = crate::__private::http(kind, router.clone());
        let mut random = Random(0x2545_F491_4F6C_DD1D);
        let mut taken = 0;
        for _ in 0..BATCHES {
            let body = Bytes::from(random.event(valid));
            match runtime.block_on(service.call(Invocation { body, context: Context::default() })) {
                Ok(answer) => {
                    let answer: Value = serde_json::from_str(answer.get()).expect("an answer is JSON");
                    let status = answer["statusCode"].as_u64();
                    assert!(matches!(status, Some(200 | 400 | 414)), "{kind:?}: {answer}");
                    taken += u32::from(status == Some(200));
                }
                Err(failure) => assert_eq!(failure.error_type, "Runtime.UnmarshalError", "{}", failure.message),
            }
        }
        both_kinds_come(taken, BATCHES);
    }
    drop(silent);
}

#[test]
fn records_of_each_source() {
    const QUEUE: &str = r#"{"Records":[{"messageId":"a","body":"{\"item\":1}","attributes":{"ApproximateReceiveCount":"1","MessageGroupId":"g"},"eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:eu-central-1:123456789012:q"},{"messageId":"b","body":"2","eventSource":"aws:sqs"}]}"#;
    const WRAPPED: &str = r#"{"Records":[{"messageId":"a","body":"{\"Type\":\"Notification\",\"MessageId\":\"1\",\"Message\":\"1\",\"detail\":1}","eventSource":"aws:sqs"}]}"#;
    const STREAM: &str = r#"{"Records":[{"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"1","partitionKey":"k","data":"MQ=="}},{"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"2","data":"Mg=="}}]}"#;
    const TABLE: &str = r#"{"Records":[{"eventID":"1","eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{"SequenceNumber":"1","Keys":{"id":{"S":"a"}},"NewImage":{"id":{"S":"a"},"n":{"N":"1.5"}}}}]}"#;
    const TOPIC: &str = r#"{"eventSource":"aws:kafka","records":{"orders-0":[{"topic":"orders","partition":0,"offset":1,"value":"MQ==","headers":[]},{"topic":"orders","partition":0,"offset":2,"value":"Mg=="}]}}"#;
    const NOTIFICATION: &str = r#"{"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"1","Message":"1","TopicArn":"arn:aws:sns:eu-central-1:123456789012:t"}}]}"#;
    const OBJECT: &str = r#"{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"a%20b+c","size":1,"sequencer":"0A"}}}]}"#;
    const BUS: &str = r#"{"id":"1","detail-type":"d","source":"s","detail":{"item":1}}"#;
    const DELIVERY: &str =
        r#"{"invocationId":"i","records":[{"recordId":"1","data":"MQ=="},{"recordId":"2","data":"Mg=="}]}"#;
    // gzip of `{}` and of no lines at all
    const LINES: &str = r#"{"awslogs":{"data":"H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA=="}}"#;

    /// How many batches were answered, rather than failed as a whole.
    macro_rules! batches {
        ($($source:expr => $valid:expr),+ $(,)?) => { $({
            let handler = service_fn(async |invoked: RecordInvocation| {
                let _: Value = record(&invoked)?;
                handled($source, ())
            });
            let mut service = records($source, Rules::new(), handler);
            let mut random = Random(0x2545_F491_4F6C_DD1D);
            for _ in 0..BATCHES {
                let body = Bytes::from(random.event(&[$valid]));
                let answer = service.call(Invocation { body, context: Context::default() }).await;
                if let Ok(answer) = answer {
                    serde_json::from_str::<Value>(answer.get()).expect("an answer is JSON");
                }
            }
        })+ };
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    // each failed record has a line in the log
    let silent = tracing::subscriber::set_default(tracing::subscriber::NoSubscriber::default());
    runtime.block_on(async {
        batches! {
            Sqs { fifo: false, envelope: None } => QUEUE,
            Sqs { fifo: true, envelope: None } => QUEUE,
            Sqs { fifo: false, envelope: Some(Envelope::Sns) } => WRAPPED,
            Sqs { fifo: false, envelope: Some(Envelope::EventBridge) } => WRAPPED,
            Kinesis => STREAM,
            DynamoDb => TABLE,
            Kafka { provisioned: true } => TOPIC,
            Kafka { provisioned: false } => TOPIC,
            Sns => NOTIFICATION,
            S3 => OBJECT,
            EventBridge => BUS,
            crate::__private::CloudWatchLogs => LINES,
        }
        let handler = service_fn(async |invoked: RecordInvocation| {
            let _: Value = record(&invoked)?;
            handled(Firehose, None::<String>)
        });
        let mut service = records(Firehose, Rules::new(), handler);
        let mut random = Random(1);
        for _ in 0..BATCHES {
            let body = Bytes::from(random.event(&[DELIVERY]));
            drop(service.call(Invocation { body, context: Context::default() }).await);
        }
    });
    drop(silent);
}
