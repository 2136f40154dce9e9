//! Events of the shapes that sources send beside their usual ones, and of shapes that no source sends.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use lambda_runtime::{Context, Service, service_fn};
use serde_json::{Value, json};

use super::block_on;
use crate::batch::answer::{HandledRecord, Partitioned, Transformed};
use crate::batch::discard::Discarded;
#[cfg(feature = "dynamodb")]
use crate::batch::private::DynamoDb;
use crate::batch::private::{
    EventBridge, Firehose, Kafka, Kinesis, RecordInvocation, Rules, S3, Sns, Sqs, handled, record, records,
};
use crate::batch::source::Source;
use crate::batch::{Raw, Record, S3Object};
use crate::failure::Failure;
use crate::invocation::Invocation;
use crate::trigger::Envelope;

const QUEUE: Sqs = Sqs { fifo: false, envelope: None };
const TOPIC: Sns = Sns { envelope: None };
const OBJECTS_OF_A_QUEUE: Sqs = Sqs { fifo: false, envelope: Some(Envelope::S3) };
const OBJECTS_OF_A_TOPIC: Sns = Sns { envelope: Some(Envelope::S3) };

/// What Lambda is told of an event whose records a handler takes.
fn answer<S: Source>(
    source: S,
    event: &Value,
    handler: impl AsyncFn(RecordInvocation) -> Result<Option<Transformed>, Failure>,
) -> Result<Value, String> {
    let invocation = Invocation::new(event.to_string().into(), Context::default());
    let handler = &handler;
    let mut service = records(source, Rules::new(), service_fn(async move |invoked| handler(invoked).await));
    let answer = block_on(service.call(invocation)).map_err(|failure| {
        assert!(!failure.message.contains("4111"), "{}", failure.message);
        format!("{}: {}", failure.error_type, failure.message)
    })?;
    Ok(serde_json::from_str(answer.get()).unwrap())
}

/// The records as they are, and what Lambda is told.
fn values<S: Source>(source: S, event: &Value) -> (Result<Value, String>, Vec<Value>) {
    let seen = Mutex::<Vec<Value>>::default();
    let answer = answer(source, event, async |invoked| {
        let record: Record<Value> = record(&invoked)?;
        seen.lock().unwrap().push(record.into_value());
        Ok(None)
    });
    (answer, seen.into_inner().unwrap())
}

fn refused<S: Source>(source: S, event: &Value) -> String {
    let (answer, seen) = values(source, event);
    assert!(seen.is_empty(), "{event}");
    let Err(refused) = answer else { panic!("{event}: {answer:?}") };
    refused
}

#[test]
fn a_struct_of_an_event_is_an_object_and_no_array() {
    fn is_refused<S: Source>(source: S, events: &[Value]) {
        for event in events {
            let refused = refused(source, event);
            assert!(refused.starts_with("Runtime.UnmarshalError: "), "{event}: {refused}");
        }
    }

    let everywhere = [json!([[]]), json!([]), json!([[], null]), json!([{}]), json!(null), json!("Canary4111")];
    let of_records =
        [json!({}), json!({ "Records": {} }), json!({ "Records": null }), json!({ "Records": [["a", "1"]] })];
    is_refused(QUEUE, &everywhere);
    is_refused(QUEUE, &of_records);
    is_refused(TOPIC, &everywhere);
    is_refused(TOPIC, &of_records);
    is_refused(TOPIC, &[json!({ "Records": [{ "Sns": ["a", "1"] }] }), json!({ "Records": [[["a", "1"], null]] })]);
    is_refused(S3, &everywhere);
    is_refused(S3, &of_records);
    is_refused(Kinesis, &everywhere);
    is_refused(Kinesis, &of_records);
    is_refused(Kinesis, &[json!({ "Records": [{ "kinesis": ["1", "MQ=="] }] })]);
    #[cfg(feature = "dynamodb")]
    {
        is_refused(DynamoDb, &everywhere);
        is_refused(DynamoDb, &of_records);
        is_refused(DynamoDb, &[json!({ "Records": [{ "dynamodb": ["1"] }] })]);
    }
    let kafka = Kafka { provisioned: true };
    is_refused(kafka, &everywhere);
    let of_topics = [
        json!({}),
        json!({ "records": [] }),
        json!({ "records": null }),
        json!({ "records": { "orders-0": {} } }),
        json!({ "records": { "orders-0": [[1, "MQ=="]] } }),
        json!(["aws:kafka", { "orders-0": [] }]),
    ];
    is_refused(kafka, &of_topics);
    is_refused(Firehose, &everywhere);
    is_refused(Firehose, &[json!({}), json!({ "records": {} }), json!({ "records": [["1", "MQ=="]] })]);
    is_refused(EventBridge, &everywhere);
    is_refused(EventBridge, &[json!(["1", {}])]);
    #[cfg(feature = "cloudwatch-logs")]
    is_refused(
        crate::batch::private::CloudWatchLogs,
        &[json!([[]]), json!([["data"]]), json!({ "awslogs": ["H4sIAAAAAAAAA6uuBQBDv6ajAgAAAA=="] })],
    );
}

fn message(body: &str) -> Value {
    json!({ "messageId": "a", "body": body, "attributes": {}, "eventSource": "aws:sqs" })
}

fn notification(message: &str) -> Value {
    json!({ "EventSource": "aws:sns", "Sns": { "MessageId": "a", "Message": message } })
}

#[test]
fn so_is_what_stands_in_a_record() {
    let failed = json!({ "batchItemFailures": [{ "itemIdentifier": "a" }] });
    let of_sns = Sqs { envelope: Some(Envelope::Sns), ..QUEUE };
    let of_a_bus = Sqs { envelope: Some(Envelope::EventBridge), ..QUEUE };
    assert_eq!(values(of_sns, &json!({ "Records": [message(r#"["1"]"#)] })), (Ok(failed.clone()), vec![]));
    assert_eq!(values(of_a_bus, &json!({ "Records": [message("[1]")] })), (Ok(failed.clone()), vec![]));
    assert_eq!(values(OBJECTS_OF_A_QUEUE, &json!({ "Records": [message("[[]]")] })), (Ok(failed.clone()), vec![]));
    let mut odd = message("1");
    odd["attributes"] = json!(["1", "blue"]);
    assert_eq!(values(QUEUE, &json!({ "Records": [odd] })), (Ok(failed), vec![]));

    for s3 in [json!([{ "key": "a" }]), json!({ "object": ["a"], "bucket": { "name": "b" } })] {
        let event = json!({ "Records": [{ "eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": s3 }] });
        let answer = answer(S3, &event, async |invoked| record::<S3Object, _>(&invoked).map(|_| None));
        assert!(answer.unwrap_err().starts_with("Function.RecordsFailed: 1 of 1 records failed"), "{event}");
    }

    let text = json!({ "messageAttributes": { "forged": ["gold"] }, "messageId": "a", "body": "1" });
    let seen = answer(QUEUE, &json!({ "Records": [text] }), async |invoked| {
        let record: Record<Value> = record(&invoked)?;
        assert_eq!(record.attribute("forged"), None);
        Ok(None)
    });
    assert_eq!(seen, Ok(json!({ "batchItemFailures": [] })));
}

/// The form of Lambda's Developer Guide, "Implementing stateful Kinesis Data Streams processing in Lambda".
#[test]
fn an_event_of_a_window_is_refused_since_its_answer_has_a_state() {
    let windowed = |records: Value| {
        json!({
            "Records": records,
            "window": { "start": "2020-07-30T17:00:00Z", "end": "2020-07-30T17:05:00Z" },
            "state": { "1": 282, "2": 715 },
            "shardId": "shardId-000000000006",
            "eventSourceARN": "arn:aws:kinesis:us-east-1:123456789012:stream/clicks",
            "isFinalInvokeForWindow": false,
            "isWindowTerminatedEarly": false,
        })
    };
    let record = json!({ "eventSource": "aws:kinesis", "kinesis": { "sequenceNumber": "1", "data": "MQ==" } });
    let unfit = json!({ "eventSource": "aws:kinesis", "kinesis": { "sequenceNumber": "1" } });
    for records in [json!([record]), json!([]), json!([unfit])] {
        let refused = refused(Kinesis, &windowed(records));
        assert_eq!(
            refused,
            "Runtime.UnmarshalError: the event is of a tumbling window, which is answered with its `state`, and a \
             handler of records has none; take the whole event, as \
             `lambda_fn::events::kinesis::KinesisTimeWindowEvent`, and return the state, or set no \
             `TumblingWindowInSeconds`",
        );
    }
    #[cfg(feature = "dynamodb")]
    {
        let change = json!({ "eventSource": "aws:dynamodb", "dynamodb": { "SequenceNumber": "1" } });
        for records in
            [json!([change]), json!([]), json!([{ "dynamodb": { "SequenceNumber": "1" }, "eventSource": 1 }])]
        {
            let refused = refused(DynamoDb, &windowed(records));
            assert!(refused.contains("`lambda_fn::events::dynamodb::TimeWindowEvent`"), "{refused}");
        }
    }
    let mut none = windowed(json!([record]));
    none["window"] = Value::Null;
    assert_eq!(values(Kinesis, &none), (Ok(json!({ "batchItemFailures": [] })), vec![json!(1)]));
    let other = json!({ "Records": [message("1")], "window": {} });
    assert_eq!(values(QUEUE, &other).1, [json!(1)], "only streams have windows");
}

#[test]
fn kafka_of_one_s_own_goes_by_two_names() {
    for source in ["aws:kafka", "SelfManagedKafka", "aws:SelfManagedKafka"] {
        let records = json!({ "orders-0": [{ "offset": 1, "value": "MQ==" }] });
        let event = json!({ "eventSource": source, "bootstrapServers": "b:9092", "records": records });
        assert_eq!(values(Kafka { provisioned: true }, &event).1, [json!(1)], "{source}");
        let refused = refused(QUEUE, &json!({ "Records": [{ "eventSource": source, "messageId": "a", "body": "1" }] }));
        assert!(refused.contains(&format!("holds records of {source}, and")), "{refused}");
    }
}

/// Amazon Kinesis Producer Library, "KPL Aggregated Record Format": the magic number, protobuf, an MD5 sum.
#[test]
fn an_aggregate_of_kinesis_is_told_from_what_is_no_text() {
    let aggregated = [&[0xF3, 0x89, 0x9A, 0xC2], &b"\x0a\x01a\x1a\x05\x08\x00\x1a\x011"[..], &[7; 16]].concat();
    let data = BASE64_STANDARD.encode(&aggregated);
    let stream =
        json!({ "Records": [{ "eventSource": "aws:kinesis", "kinesis": { "sequenceNumber": "1", "data": data } }] });
    let delivery = json!({ "records": [{ "recordId": "1", "data": data }] });
    let why = |invoked: &RecordInvocation| record::<Record<Value>, _>(invoked).unwrap_err().message;
    let told = async |invoked: RecordInvocation| {
        assert_eq!(
            why(&invoked),
            "the record is an aggregate of the Kinesis Producer Library (KPL), which is not taken apart; set \
             `AggregationEnabled = false` in the producer, or take `Raw`, and its records out of it",
        );
        let raw: Raw = record(&invoked)?;
        assert_eq!(raw.as_bytes(), aggregated);
        Ok(None)
    };
    assert_eq!(answer(Kinesis, &stream, told), Ok(json!({ "batchItemFailures": [] })));
    answer(Firehose, &delivery, told).unwrap();
    let other = json!({ "Records": [{ "kinesis": { "sequenceNumber": "1", "data": "84mawQ==" } }] });
    let other = answer(Kinesis, &other, async |invoked| {
        assert!(why(&invoked).starts_with("the record is not UTF-8"));
        Ok(None)
    });
    assert_eq!(other, Ok(json!({ "batchItemFailures": [] })));
}

/// The form of Amazon S3's User Guide, "Event message structure".
const TEST: &str = r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2014-10-13T15:57:02.089Z","Bucket":"reports","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE"}"#;

#[test]
fn what_s3_sends_first_is_done_where_the_record_is_another() {
    let done = json!({ "batchItemFailures": [] });
    let queued = json!({ "Records": [message(TEST)] });
    let notified = json!({ "Records": [notification(TEST)] });
    let carried = json!({ "Type": "Notification", "MessageId": "a", "Message": TEST }).to_string();
    let of_sns = Sqs { envelope: Some(Envelope::Sns), ..QUEUE };
    let object = async |invoked: RecordInvocation| record::<S3Object, _>(&invoked).map(|_| None);
    assert_eq!(answer(QUEUE, &queued, object), Ok(done.clone()));
    assert_eq!(answer(TOPIC, &notified, object), Ok(Value::Null));
    assert_eq!(answer(of_sns, &json!({ "Records": [message(&carried)] }), object), Ok(done.clone()));
    assert_eq!(answer(OBJECTS_OF_A_QUEUE, &queued, object), Ok(done.clone()));
    assert_eq!(answer(OBJECTS_OF_A_QUEUE, &json!({ "Records": [message(&carried)] }), object), Ok(done.clone()));
    assert_eq!(answer(OBJECTS_OF_A_TOPIC, &notified, object), Ok(Value::Null));
    assert_eq!(values(S3, &serde_json::from_str(TEST).unwrap()), (Ok(Value::Null), vec![]));

    // a type that takes it has it
    assert_eq!(values(QUEUE, &queued).1, [serde_json::from_str::<Value>(TEST).unwrap()]);
    // none but S3 sends it
    let failed = json!({ "batchItemFailures": [{ "itemIdentifier": "a" }] });
    for other in ["Amazon S4", "Amazon S3 "] {
        let other = TEST.replace("Amazon S3", other);
        assert_eq!(answer(QUEUE, &json!({ "Records": [message(&other)] }), object), Ok(failed.clone()));
    }
    let other = json!({ "Records": [{ "kinesis": { "sequenceNumber": "a", "data": BASE64_STANDARD.encode(TEST) } }] });
    assert_eq!(answer(Kinesis, &other, object), Ok(failed));
}

fn object(key: &str) -> Value {
    json!({
        "eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": "1970-01-01T00:00:00.123Z",
        "s3": { "bucket": { "name": "reports" }, "object": { "key": key } },
    })
}

#[test]
fn each_object_of_a_message_runs_and_the_message_fails_with_any() {
    let seen = Mutex::<Vec<String>>::default();
    let handler = async |invoked: RecordInvocation| {
        let object: Record<S3Object> = record(&invoked)?;
        assert_eq!((object.event_name(), object.id().is_empty()), (Some("ObjectCreated:Put"), false));
        seen.lock().unwrap().push(object.key.clone());
        match object.key.as_str() {
            "fails" => Err(Failure::new("Asked", "as asked")),
            _ => Ok(None),
        }
    };
    let body = |keys: &[&str]| json!({ "Records": keys.iter().map(|key| object(key)).collect::<Vec<_>>() }).to_string();
    let named = |id: &str, body: &str| {
        let mut message = message(body);
        message["messageId"] = id.into();
        message
    };
    let carried = json!({ "Type": "Notification", "MessageId": "n", "Message": body(&["e+f"]) }).to_string();
    let event = json!({ "Records": [
        named("1", &body(&["a", "b%20c"])), named("2", &body(&["fails", "d"])), named("3", &body(&[])),
        named("4", &carried), named("5", "{\"id\":\"Canary4111\"}"), named("6", &body(&["g"])),
    ] });
    let failures = json!({ "batchItemFailures": [{ "itemIdentifier": "2" }, { "itemIdentifier": "5" }] });
    assert_eq!(answer(OBJECTS_OF_A_QUEUE, &event, handler), Ok(failures));
    assert_eq!(*seen.lock().unwrap(), ["a", "b c", "fails", "d", "e f", "g"]);

    seen.lock().unwrap().clear();
    let event = json!({ "Records": [notification(&body(&["a", "b"])), notification(&body(&["fails", "c"]))] });
    let failed = "Function.RecordsFailed: 1 of 2 records failed, the first with `Asked`";
    assert_eq!(answer(OBJECTS_OF_A_TOPIC, &event, handler), Err(failed.to_owned()));
    assert_eq!(*seen.lock().unwrap(), ["a", "b", "fails", "c"]);
}

#[test]
fn an_object_that_is_given_up_is_given_up_alone() {
    let given_up = Mutex::<Vec<String>>::default();
    let run = |keys: &[&str]| {
        given_up.lock().unwrap().clear();
        let handler = service_fn(async |invoked: RecordInvocation| {
            let object: S3Object = record(&invoked)?;
            match object.key.as_str() {
                "poison" => Err(Failure { retry: false, ..Failure::new("Asked", "as asked") }),
                "fails" => Err(Failure::new("Asked", "as asked")),
                _ => Ok(None),
            }
        });
        let take = service_fn(async |discarded: Discarded| {
            let object: S3Object = serde_json::from_slice(discarded.payload()).unwrap();
            given_up.lock().unwrap().push(object.key);
            Ok(())
        });
        let body = json!({ "Records": keys.iter().map(|key| object(key)).collect::<Vec<_>>() }).to_string();
        let event = Bytes::from(json!({ "Records": [message(&body)] }).to_string());
        let invocation = Invocation::new(event, Context::default());
        let rules = Rules::new().on_discard(take);
        let answer = block_on(records(OBJECTS_OF_A_QUEUE, rules, handler).call(invocation));
        let answer: Value = serde_json::from_str(answer.map_err(|failure| failure.message).unwrap().get()).unwrap();
        (answer["batchItemFailures"].as_array().unwrap().len(), given_up.lock().unwrap().clone())
    };
    let poison = || vec!["poison".to_owned()];
    assert_eq!(run(&["a", "poison", "b"]), (0, poison()));
    assert_eq!(run(&["poison", "fails"]), (1, poison()));
    assert_eq!(run(&["fails", "poison"]), (1, poison()));
}

#[test]
fn a_bus_a_topic_and_a_bucket_say_when() {
    fn time<S: Source>(source: S, event: &Value) -> Option<SystemTime> {
        let seen = Mutex::default();
        let _ = answer(source, event, async |invoked| {
            *seen.lock().unwrap() = Some(record::<Record<Value>, _>(&invoked)?.timestamp());
            Ok(None)
        });
        seen.into_inner().unwrap().unwrap()
    }
    let after = |milliseconds| Some(SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds));
    let bus = |time: &str| json!({ "id": "1", "detail": {}, "time": time });
    let topic = |time: &str| json!({ "Records": [{ "Sns": { "MessageId": "1", "Message": "1", "Timestamp": time } }] });
    let bucket = |time: &str| json!({ "Records": [{ "s3": {}, "eventTime": time }] });
    for (text, expected) in [
        ("2015-12-22T18:43:48Z", after(1_450_809_828_000)),
        ("2019-01-02T12:45:07.000Z", after(1_546_433_107_000)),
        ("1970-01-01T00:00:00.123Z", after(123)),
        ("2024-02-29T23:59:59.9999Z", after(1_709_251_199_999)),
        ("2000-03-01T01:00:00+01:00", after(951_868_800_000)),
        ("1999-12-31T19:00:00-05:00", after(946_684_800_000)),
        ("2026-02-29T00:00:00Z", None),
        ("2026-13-01T00:00:00Z", None),
        ("2026-00-01T00:00:00Z", None),
        ("2026-01-01T24:00:00Z", None),
        ("1969-12-31T23:59:59Z", None),
        ("2026-01-01T00:00:00", None),
        ("2026-01-01", None),
        ("-1-1-1T-1:0:0Z", None),
        ("9223372036854775807-01-01T00:00:00Z", None),
        ("today", None),
        ("", None),
    ] {
        assert_eq!(time(EventBridge, &bus(text)), expected, "{text}");
        assert_eq!(time(TOPIC, &topic(text)), expected, "{text}");
        assert_eq!(time(S3, &bucket(text)), expected, "{text}");
    }

    // in a queue it is the queue that says when; the envelope where it does not
    let body =
        json!({ "Message": "1", "detail": 1, "Timestamp": "1970-01-01T00:00:01Z", "time": "1970-01-01T00:00:01Z" });
    let mut sent = message(&body.to_string());
    for envelope in [Envelope::Sns, Envelope::EventBridge] {
        let queue = Sqs { envelope: Some(envelope), ..QUEUE };
        sent["attributes"] = json!({});
        assert_eq!(time(queue, &json!({ "Records": [sent] })), after(1000));
        sent["attributes"] = json!({ "SentTimestamp": "2000" });
        assert_eq!(time(queue, &json!({ "Records": [sent] })), after(2000));
    }
    let body = json!({ "Records": [object("a")] }).to_string();
    assert_eq!(time(OBJECTS_OF_A_QUEUE, &json!({ "Records": [message(&body)] })), after(123));
    assert_eq!(time(OBJECTS_OF_A_TOPIC, &json!({ "Records": [notification(&body)] })), after(123));
}

/// Amazon Data Firehose Developer Guide, "Create partitioning keys with an AWS Lambda function".
#[test]
fn what_firehose_is_given_may_have_keys_by_which_it_is_partitioned() {
    let data = |text: &str| BASE64_STANDARD.encode(text);
    let records = [("1", "\"a\""), ("2", "\"none\""), ("3", "\"raw\""), ("4", "\"plain\"")]
        .map(|(id, text)| json!({ "recordId": id, "data": data(text) }));
    let answer = answer(Firehose, &json!({ "records": records }), async |invoked| {
        let text: String = record(&invoked)?;
        match text.as_str() {
            "none" => handled(Firehose, None::<Partitioned<String>>),
            "raw" => handled(Firehose, Some(Partitioned::new(Raw::from(text)).key("kind", "raw"))),
            "plain" => Some(Partitioned::new(text)).handled(),
            _ => handled(Firehose, Some(Partitioned::new(text).key("customer", "7").key("day", "1").key("day", "2"))),
        }
    });
    let expected = json!({ "records": [
        {
            "recordId": "1", "result": "Ok", "data": data("\"a\""),
            "metadata": { "partitionKeys": { "customer": "7", "day": "2" } },
        },
        { "recordId": "2", "result": "Dropped" },
        { "recordId": "3", "result": "Ok", "data": data("raw"), "metadata": { "partitionKeys": { "kind": "raw" } } },
        { "recordId": "4", "result": "Ok", "data": data("\"plain\"") },
    ] });
    assert_eq!(answer, Ok(expected));
}
