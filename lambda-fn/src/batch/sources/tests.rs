//! What a handler gets of each source beside the payload, and as the payload where that is not plain JSON.

use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use serde_json::{Value, json};

#[cfg(feature = "cloudwatch-logs")]
use super::CloudWatchLogs;
use super::{DynamoDb, Firehose, Kafka, Kinesis, S3, Sns, Sqs};
use crate::batch::accounting::Account;
use crate::batch::record::{Metadata, Record};
use crate::batch::source::Source;
use crate::batch::text::Text;
use crate::batch::{Pending, S3Object};
use crate::decode::decode_record;
use crate::trigger::Envelope;

const QUEUE: Sqs = Sqs { fifo: false, envelope: None };
const NOTIFICATIONS: Sns = Sns { envelope: None };
const TOPIC: Kafka = Kafka { provisioned: true };

fn only(source: impl Source, event: &Value) -> Pending {
    let mut records = source.records(&Bytes::from(event.to_string())).map_err(|failure| failure.message).unwrap();
    assert_eq!(records.len(), 1);
    records.remove(0)
}

fn metadata<S: Source>(source: S, event: &Value) -> Metadata {
    let account = Account::open(event.to_string().into(), vec![only(source, event)], Instant::now());
    source.describe()(&account.records()[0], &account, b"")
}

fn record<S: Source>(source: S, event: &Value) -> Record<()> {
    Record::new((), metadata(source, event))
}

fn message(with: &Value) -> Value {
    let mut message = json!({ "messageId": "a", "body": "1", "eventSource": "aws:sqs" });
    message.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    json!({ "Records": [message] })
}

fn topic(record: &Value) -> Value {
    json!({ "eventSource": "aws:kafka", "records": { "orders-0": [record] } })
}

fn after(milliseconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds)
}

#[test]
fn a_sender_does_not_speak_for_sqs() {
    let text = |text: &str| json!({ "stringValue": text, "dataType": "String" });
    let message = record(
        QUEUE,
        &message(&json!({
            "attributes": { "SenderId": "AIDA", "SentTimestamp": "1545082649183", "MessageGroupId": "blue" },
            "messageAttributes": { "SenderId": text("forged"), "MessageGroupId": text("red"), "tier": text("gold") },
        })),
    );
    assert_eq!(message.attribute("SenderId"), Some("AIDA"));
    assert_eq!((message.attribute("MessageGroupId"), message.message_group()), (Some("blue"), Some("blue")));
    assert_eq!(message.attribute("tier"), Some("gold"));
    assert_eq!(message.timestamp(), Some(after(1_545_082_649_183)));
}

#[test]
fn nor_for_sns() {
    let forged = json!({ "Subject": { "Type": "String", "Value": "forged" } });
    let notification = json!({ "MessageId": "a", "Message": "1", "Subject": "own", "MessageAttributes": forged });
    let event = json!({ "Records": [{ "EventSource": "aws:sns", "Sns": notification }] });
    assert_eq!(record(NOTIFICATIONS, &event).attribute("Subject"), Some("own"));
}

/// What stands in an event without escapes is a piece of it, and costs no copy.
#[test]
fn what_stands_in_the_event_as_it_is_is_not_copied() {
    fn copied<S: Source>(source: S, event: &Value) -> Vec<String> {
        let event = Bytes::from(event.to_string());
        let Ok(records) = source.records(&event) else { panic!("{event:?}") };
        let is_copied = |text: &Text| !event.as_ptr_range().contains(&text.bytes().as_ptr());
        let texts = records.into_iter().flat_map(|record| [Some(record.id), record.lane, Some(record.encoded)]);
        texts.flatten().filter(is_copied).map(|text| text.as_str().to_owned()).collect()
    }

    let attributes = json!({ "MessageGroupId": "blue" });
    let arn = "arn:aws:sqs:us-east-1:000000000000:orders.fifo";
    let message = message(&json!({ "attributes": attributes, "eventSourceARN": arn }));
    assert!(copied(QUEUE, &message).is_empty());
    let of_the_partition = ["orders-0-1", "orders-0"];
    assert_eq!(copied(TOPIC, &topic(&json!({ "offset": 1, "value": "MQ==" }))), of_the_partition);
    let object = json!({ "sequencer": "0A1B2C" });
    assert!(copied(S3, &json!({ "Records": [{ "eventSource": "aws:s3", "s3": { "object": object } }] })).is_empty());
}

/// The form of the SNS Developer Guide, "Fanout to Amazon SQS queues".
#[test]
fn what_stands_around_a_notification_in_a_queue_is_the_message_s() {
    let text = |value: &str| json!({ "Type": "String", "Value": value });
    let topic = "arn:aws:sns:us-east-1:000000000000:orders";
    let body = json!({
        "Type": "Notification", "MessageId": "n", "TopicArn": topic, "Subject": "new", "Message": "1",
        "MessageAttributes": { "tier": text("gold"), "TopicArn": text("forged"), "SenderId": text("forged") },
    });
    let arn = "arn:aws:sqs:us-east-1:000000000000:orders";
    let event = message(&json!({
        "body": body.to_string(), "attributes": { "SenderId": "AIDA" }, "eventSourceARN": arn,
        "messageAttributes": { "tier": { "stringValue": "forged" }, "more": { "stringValue": "own" } },
    }));
    let message = record(Sqs { envelope: Some(Envelope::Sns), ..QUEUE }, &event);
    assert_eq!((message.id(), message.source_arn()), ("a", Some(arn)), "it is SQS that is answered");
    assert_eq!((message.topic(), message.attribute("TopicArn")), (Some("orders"), Some(topic)));
    assert_eq!((message.attribute("MessageId"), message.attribute("Subject")), (Some("n"), Some("new")));
    assert_eq!((message.attribute("SenderId"), message.attribute("tier")), (Some("AIDA"), Some("gold")));
    assert_eq!(message.attribute("more"), Some("own"));
    assert_eq!(record(QUEUE, &event).topic(), None, "only where the attribute says that there is an envelope");
}

#[test]
fn so_is_what_stands_around_an_event_of_a_bus() {
    let body = json!({
        "id": "e", "detail-type": "Order", "source": "shop", "account": "000000000000", "region": "us-east-1",
        "time": "2026-01-01T00:00:00Z", "detail": {},
    });
    let event = message(&json!({ "body": body.to_string(), "attributes": { "SentTimestamp": "1545082649183" } }));
    let message = record(Sqs { envelope: Some(Envelope::EventBridge), ..QUEUE }, &event);
    assert_eq!((message.id(), message.event_name()), ("a", Some("Order")));
    assert_eq!((message.attribute("source"), message.attribute("id")), (Some("shop"), Some("e")));
    assert_eq!(message.attribute("time"), Some("2026-01-01T00:00:00Z"));
    assert_eq!(message.timestamp(), Some(after(1_545_082_649_183)), "when it was sent to the queue");
}

#[test]
fn a_part_that_is_null_or_odd_is_absent_and_the_others_stand() {
    for odd in [json!(null), json!([1]), json!("x")] {
        let arn = "arn:aws:sqs:us-east-1:000000000000:orders";
        let attributes = json!({ "SenderId": "AIDA" });
        let with = json!({ "attributes": attributes, "messageAttributes": odd, "eventSourceARN": arn });
        let message = record(QUEUE, &message(&with));
        assert_eq!((message.source_arn(), message.attribute("SenderId")), (Some(arn), Some("AIDA")), "{odd}");

        let arn = "arn:aws:sns:us-east-1:000000000000:orders";
        let notification = json!({ "MessageId": "a", "Message": "1", "TopicArn": arn, "MessageAttributes": odd });
        let event = json!({ "Records": [{ "EventSource": "aws:sns", "Sns": notification }] });
        assert_eq!(record(NOTIFICATIONS, &event).topic(), Some("orders"), "{odd}");

        let kafka = json!({ "offset": 1, "topic": "orders", "value": "MQ==", "key": odd, "headers": odd });
        let kafka = record(TOPIC, &topic(&kafka));
        assert_eq!((kafka.topic(), kafka.headers().count()), (Some("orders"), 0), "{odd}");
    }
}

#[test]
fn an_empty_value_of_kafka_is_no_deletion() {
    let payload = |value: Value| {
        let pending = only(TOPIC, &topic(&json!({ "offset": 1, "value": value })));
        TOPIC.decoded(&pending).map_err(|failure| failure.message).unwrap().unwrap()
    };
    assert_eq!(payload(json!(null)), "null");
    assert_eq!(payload(json!("")), "");
    assert_eq!(payload(json!("bnVsbA==")), "null");
    assert!(decode_record::<Option<u8>>(&payload(json!(""))).is_err_and(|failure| failure.undecodable));
    assert!(decode_record::<Option<u8>>(&payload(json!(null))).is_ok_and(|value| value.is_none()));
}

/// The form of Lambda's Developer Guide, "Using Lambda with Amazon MSK".
#[test]
fn kafka_has_a_key_headers_and_a_time() {
    let headers = json!([{ "trace": [97, 98] }, { "signed": [-61, -74] }, { "trace": [99] }, { "none": null }]);
    let kafka = json!({
        "topic": "orders", "partition": 0, "offset": 15, "timestamp": 1_545_084_650_987_u64,
        "timestampType": "CREATE_TIME", "key": "a2V5", "value": "MQ==", "headers": headers,
    });
    let kafka = record(TOPIC, &topic(&kafka));
    assert_eq!((kafka.key(), kafka.timestamp()), (Some(&b"key"[..]), Some(after(1_545_084_650_987))));
    let headers: Vec<_> = kafka.headers().collect();
    assert_eq!(headers, [("trace", &b"ab"[..]), ("signed", "ö".as_bytes()), ("trace", b"c"), ("none", b"")]);
    assert_eq!((kafka.header("trace"), kafka.header("other")), (Some(&b"c"[..]), None));
    assert_eq!(record(TOPIC, &topic(&json!({ "offset": 1, "value": null, "key": null }))).key(), None);
}

#[test]
fn what_names_its_source_once_says_it_of_each_record() {
    let arn = "arn:aws:kafka:us-east-1:000000000000:cluster/orders/a-1";
    let mut event = topic(&json!({ "offset": 1, "value": "MQ==" }));
    assert_eq!(record(TOPIC, &event).source_arn(), None);
    event["eventSourceArn"] = arn.into();
    assert_eq!(record(TOPIC, &event).source_arn(), Some(arn));

    let arn = "arn:aws:firehose:us-east-1:000000000000:deliverystream/clicks";
    let event = json!({ "deliveryStreamArn": arn, "records": [{ "recordId": "1", "data": "MQ==" }] });
    assert_eq!(record(Firehose, &event).source_arn(), Some(arn));
}

#[test]
fn sources_say_when_a_record_came_to_be() {
    let data = json!({ "sequenceNumber": "1", "data": "MQ==", "approximateArrivalTimestamp": 1_545_084_650.987 });
    let kinesis = json!({ "Records": [{ "kinesis": data, "eventSource": "aws:kinesis" }] });
    assert_eq!(record(Kinesis, &kinesis).timestamp(), Some(after(1_545_084_650_987)));

    let firehose = json!({ "records": [{ "recordId": "1", "data": "MQ==", "approximateArrivalTimestamp": 1_495_072_949_453_u64 }] });
    assert_eq!(record(Firehose, &firehose).timestamp(), Some(after(1_495_072_949_453)));

    let change = json!({ "SequenceNumber": "1", "ApproximateCreationDateTime": 1_428_537_600 });
    let dynamodb = json!({ "Records": [{ "dynamodb": change, "eventSource": "aws:dynamodb" }] });
    assert_eq!(record(DynamoDb, &dynamodb).timestamp(), Some(after(1_428_537_600_000)));

    let impossible = json!({ "sequenceNumber": "1", "data": "MQ==", "approximateArrivalTimestamp": -1e300 });
    let impossible = json!({ "Records": [{ "kinesis": impossible, "eventSource": "aws:kinesis" }] });
    assert_eq!(record(Kinesis, &impossible).timestamp(), None);
}

#[cfg(feature = "cloudwatch-logs")]
#[test]
fn so_does_a_line_of_a_log() {
    use base64::Engine;

    let line = json!({ "id": "1", "timestamp": 1_440_442_987_000_u64, "message": "found" });
    let lines = json!({ "messageType": "DATA_MESSAGE", "logGroup": "orders", "logEvents": [line] }).to_string();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, lines.as_bytes()).unwrap();
    let data = base64::prelude::BASE64_STANDARD.encode(gzip.finish().unwrap());
    let line = record(CloudWatchLogs, &json!({ "awslogs": { "data": data } }));
    assert_eq!((line.timestamp(), line.attribute("logGroup")), (Some(after(1_440_442_987_000)), Some("orders")));
}

#[test]
fn a_body_without_its_envelope_names_the_setting_behind_it() {
    let why = |envelope| {
        let queue = Sqs { envelope: Some(envelope), ..QUEUE };
        let pending = only(queue, &message(&json!({ "body": "{\"id\":\"Canary4111\"}" })));
        let failure = queue.decoded(&pending).unwrap_err();
        assert!(failure.undecodable);
        failure.message
    };
    assert_eq!(why(Envelope::Sns), "the body is no SNS notification; is raw message delivery on?");
    assert_eq!(why(Envelope::EventBridge), "the body is no event of EventBridge; does the rule change its input?");
}

#[test]
fn a_notification_goes_by_its_sequencer() {
    let notification = |object: Value| {
        let s3 = json!({ "bucket": { "name": "reports" }, "object": object });
        json!({ "Records": [{ "eventName": "ObjectCreated:Put", "eventSource": "aws:s3", "s3": s3 }] })
    };
    let id = |event: &Value| only(S3, event).id.as_str().to_owned();
    let object = json!({ "key": "in/Canary4111.csv", "sequencer": "0A1B2C3D4E5F678901" });
    assert_eq!(id(&notification(object)), "0A1B2C3D4E5F678901");
    assert_eq!(id(&json!({ "Records": [{ "eventSource": "aws:s3", "s3": {} }] })), "1");

    let pending = only(S3, &notification(json!({ "key": "in/%FF.csv" })));
    let failure = decode_record::<S3Object>(pending.encoded.bytes()).unwrap_err();
    assert!(failure.message.contains("`$.s3.object.key`"), "{}", failure.message);
    assert!(failure.message.ends_with("expected a key that is UTF-8, found bytes"), "{}", failure.message);
}
