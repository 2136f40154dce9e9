//! Records, batches and deadlines that no random case has.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use lambda_runtime::{Context, Service, service_fn};
use serde_json::{Value, json};

use super::block_on;
use crate::batch::deadline::Deadline;
use crate::batch::private::{
    DynamoDb, Firehose, Kafka, Kinesis, RecordInvocation, Rules, S3, Sns, Sqs, handled, record, records,
};
use crate::batch::service::account_for;
use crate::batch::source::Source;
use crate::failure::Failure;
use crate::invocation::Invocation;

fn standard(event: &Value, rules: Rules) -> Result<Value, Failure> {
    let invocation = Invocation::new(event.to_string().into(), Context::default());
    let source = Sqs { fifo: false, envelope: None };
    let handler = service_fn(async |invoked: RecordInvocation| {
        let _: Value = record(&invoked)?;
        handled(source, ())
    });
    let answer = block_on(records(source, rules, handler).call(invocation))?;
    Ok(serde_json::from_str(answer.get()).unwrap())
}

/// Panics as it goes.
struct Splinter;

impl Drop for Splinter {
    fn drop(&mut self) {
        assert!(std::thread::panicking(), "a splinter");
    }
}

#[test]
fn what_panics_as_it_is_cancelled_fails_alone() {
    let source = Sqs { fifo: false, envelope: None };
    let message = |id: &str, body: &str| json!({ "messageId": id, "body": body, "eventSource": "aws:sqs" });
    let event = json!({ "Records": [message("a", "1"), message("b", "2"), message("c", "1")] });
    let handler = service_fn(async |invoked: RecordInvocation| {
        if record::<u8, _>(&invoked)? == 2 {
            let _splinter = Splinter;
            std::future::pending::<()>().await;
        }
        handled(source, ())
    });
    let rules = Rules::new().concurrency(3).reserve(Duration::from_millis(500));
    let answer = block_on(async {
        let deadline = Deadline::in_time(Duration::from_secs(2), rules.reserve);
        account_for(source, rules, handler, event.to_string().into(), Context::default(), Some(deadline)).await
    });
    let failures = json!({ "batchItemFailures": [{ "itemIdentifier": "b" }] });
    assert_eq!(serde_json::from_str::<Value>(answer.unwrap().get()).unwrap(), failures);
}

#[test]
fn a_queue_that_is_fifo_by_its_arn_keeps_its_order() {
    let message = |id: &str, body: &str| {
        let arn = "arn:aws:sqs:us-east-1:000000000000:orders-prod.fifo";
        let attributes = json!({ "MessageGroupId": "a" });
        json!({ "messageId": id, "body": body, "attributes": attributes, "eventSource": "aws:sqs", "eventSourceARN": arn })
    };
    let event = json!({ "Records": [message("a", "no json"), message("b", "1")] });
    let failure = |id: &str| json!({ "itemIdentifier": id });
    let answer = standard(&event, Rules::new()).unwrap();
    assert_eq!(answer, json!({ "batchItemFailures": [failure("a"), failure("b")] }));
}

#[test]
fn an_empty_batch_has_no_failures() {
    let answer = standard(&json!({ "Records": [] }), Rules::new()).unwrap();
    assert_eq!(answer, json!({ "batchItemFailures": [] }));
}

#[test]
fn a_record_that_is_none_fails_alone_where_its_id_is_readable() {
    let event = json!({ "Records": [
        { "messageId": "a", "body": "1", "eventSource": "aws:sqs" },
        { "messageId": "b", "eventSource": "aws:sqs" },
        { "messageId": "c", "body": 3, "eventSource": "aws:sqs" },
        { "messageId": "d", "body": "4", "attributes": { "ApproximateReceiveCount": 4 }, "eventSource": "aws:sqs" },
        { "messageId": "e", "body": "5", "attributes": [], "eventSource": "aws:sqs" },
        { "messageId": "f", "body": "6", "eventSource": "aws:sqs" },
    ] });
    let failure = |id: &str| json!({ "itemIdentifier": id });
    let answer = standard(&event, Rules::new()).unwrap();
    assert_eq!(answer, json!({ "batchItemFailures": (["b", "c", "d", "e"].map(failure)) }));
}

/// Of each source: a record without its payload behind one that is whole.
#[test]
fn so_does_it_of_every_source() {
    async fn answer<S: Source>(source: S, event: &Value) -> Result<Value, String> {
        let handler = service_fn(async |invoked: RecordInvocation| {
            let _: Value = record(&invoked)?;
            handled(Kinesis, ())
        });
        let event = event.to_string().into();
        let answer = account_for(source, Rules::new(), handler, event, Context::default(), None).await;
        answer.map(|answer| serde_json::from_str(answer.get()).unwrap()).map_err(|failure| failure.message)
    }

    let failure = |id: &Value| json!({ "batchItemFailures": [{ "itemIdentifier": id }] });
    let records = |name: &str, records: [Value; 2]| json!({ (name): records });
    block_on(async {
        let kinesis = records(
            "Records",
            [
                json!({ "kinesis": { "sequenceNumber": "1", "data": "MQ==" } }),
                json!({ "kinesis": { "sequenceNumber": "2" } }),
            ],
        );
        assert_eq!(answer(Kinesis, &kinesis).await.unwrap(), failure(&json!("2")));
        let dynamodb = records(
            "Records",
            [
                json!({ "eventSource": "aws:dynamodb", "dynamodb": { "SequenceNumber": "1" } }),
                json!({ "eventSource": { "no": "text" }, "dynamodb": { "SequenceNumber": "2" } }),
            ],
        );
        assert_eq!(answer(DynamoDb, &dynamodb).await.unwrap(), failure(&json!("2")));
        let kafka =
            json!({ "records": { "orders-0": [{ "offset": 1, "value": "MQ==" }, { "offset": 2, "value": 2 }] } });
        let last = json!({ "partition": "orders-0", "offset": 2 });
        assert_eq!(answer(Kafka { provisioned: true }, &kafka).await.unwrap(), failure(&last));
        let sns = records(
            "Records",
            [json!({ "Sns": { "MessageId": "1", "Message": "1" } }), json!({ "Sns": { "MessageId": "2" } })],
        );
        assert_eq!(
            answer(Sns { envelope: None }, &sns).await.unwrap_err(),
            "1 of 2 records failed, the first with `Runtime.UnmarshalError`"
        );
        let s3 = records("Records", [json!({ "eventSource": "aws:s3", "s3": {} }), json!({ "eventSource": "aws:s3" })]);
        assert_eq!(
            answer(S3, &s3).await.unwrap_err(),
            "1 of 2 records failed, the first with `Runtime.UnmarshalError`"
        );
        let firehose = records("records", [json!({ "recordId": "1", "data": "MQ==" }), json!({ "recordId": "2" })]);
        let firehose = answer(Firehose, &firehose).await.unwrap();
        assert_eq!(firehose["records"][0]["result"], "Dropped");
        assert_eq!(firehose["records"][1], json!({ "recordId": "2", "result": "ProcessingFailed" }));
    });
}

#[test]
fn all_records_run_where_the_deadline_has_passed() {
    let mut context = Context::default();
    let deadline = SystemTime::now() - Duration::from_secs(1);
    context.deadline = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis().try_into().unwrap();
    let message = |id: &str| json!({ "messageId": id, "body": "1", "eventSource": "aws:sqs" });
    let event = json!({ "Records": [message("a"), message("b")] });
    let source = Sqs { fifo: false, envelope: None };
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = runs.clone();
    let handler = service_fn(move |_: RecordInvocation| {
        counted.fetch_add(1, Ordering::Relaxed);
        async move { handled(source, ()) }
    });
    let invocation = Invocation::new(event.to_string().into(), context);
    let answer = block_on(records(source, Rules::new(), handler).call(invocation)).unwrap();
    assert_eq!(serde_json::from_str::<Value>(answer.get()).unwrap(), json!({ "batchItemFailures": [] }));
    assert_eq!(runs.load(Ordering::Relaxed), 2);
}

#[test]
fn two_records_of_one_id_fail_the_batch() {
    let message = json!({ "messageId": "a", "body": "1", "eventSource": "aws:sqs" });
    let failure = standard(&json!({ "Records": [message, message] }), Rules::new()).unwrap_err();
    assert_eq!(failure.error_type, "Runtime.DuplicateRecordId");
    assert!(failure.message.starts_with("record 2 of the batch"), "{failure:?}");
}

/// CloudWatch's alarms of several metrics come so, in the samples of `aws_lambda_events`.
#[test]
fn two_records_of_one_id_run_where_no_answer_goes_by_it() {
    let record = json!({ "EventSource": "aws:sns", "Sns": { "MessageId": "a", "Message": "1" } });
    let event = json!({ "Records": [record, record] });
    let invocation = Invocation::new(event.to_string().into(), Context::default());
    let ran = Arc::new(Mutex::new(0));
    let handler = service_fn(async |_: RecordInvocation| {
        *ran.lock().unwrap() += 1;
        handled(Sns { envelope: None }, ())
    });
    let answer = block_on(records(Sns { envelope: None }, Rules::new(), handler).call(invocation)).unwrap();
    assert_eq!((answer.get(), *ran.lock().unwrap()), ("null", 2));
}

#[test]
fn an_event_of_another_source_is_refused_without_its_values() {
    for (event, message) in [
        (json!({ "name": "Canary4111" }), "the event is not a batch of aws:sqs: "),
        (
            json!({ "Records": [{ "messageId": "1", "body": "1" }, { "messageId": ["Canary4111"], "body": "2" }] }),
            "record 2 of the batch has no readable id, so that all come back: the record does not fit `SqsMessage` at \
             `$.messageId`",
        ),
        (
            json!({ "Records": [{ "messageId": "1", "body": "{}", "eventSource": "aws:sns" }] }),
            "the event holds records of aws:sns, and the function takes those of aws:sqs",
        ),
        (
            json!({ "Records": [{ "messageId": "1", "body": "{}", "eventSource": "Canary4111" }] }),
            "the event holds records of another source, and the function takes those of aws:sqs",
        ),
    ] {
        let failure = standard(&event, Rules::new()).unwrap_err();
        assert_eq!(failure.error_type, "Runtime.UnmarshalError");
        assert!(failure.message.contains(message), "{failure:?}");
        assert!(!failure.message.contains("Canary4111"), "{failure:?}");
    }
}
