//! Handlers of records: each record runs, and is reported by the contract of its source.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use lambda_fn::testing::{Invocation, LocalLambda, LocalLambdaBuilder, LogLine};
use serde_json::{Value, json};

fn batch(handler: &str) -> LocalLambdaBuilder {
    LocalLambda::command(env!("CARGO_BIN_EXE_fixture-batch")).env("HANDLER", handler).timeout(Duration::from_secs(2))
}

/// Messages `0`, `1` and so on, each with its body and, where the queue has them, its group.
#[expect(clippy::needless_pass_by_value, reason = "a call reads better without `&`")]
fn messages<const N: usize>(bodies: [(Value, &str); N]) -> Value {
    let message = |(number, (body, group)): (usize, &(Value, &str))| {
        json!({
            "messageId": number.to_string(),
            "receiptHandle": "handle",
            "body": body.to_string(),
            "attributes": { "ApproximateReceiveCount": "2", "MessageGroupId": group },
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:orders",
        })
    };
    json!({ "Records": bodies.iter().enumerate().map(message).collect::<Vec<_>>() })
}

#[track_caller]
fn failed(invocation: &Invocation) -> Vec<String> {
    let answer = invocation.json();
    let failures = answer["batchItemFailures"].as_array().expect("an answer of a batch").iter();
    failures.map(|failure| failure["itemIdentifier"].as_str().expect("an id").to_owned()).collect()
}

fn with_message<'a>(lines: &'a [LogLine], message: &str) -> Vec<&'a LogLine> {
    lines.iter().filter(|line| line.message == message).collect()
}

/// The one line of the batch: records, failed, discarded, unrun.
#[track_caller]
fn summary(invocation: &Invocation) -> [u64; 4] {
    let lines = invocation.logs();
    let [line] = with_message(&lines, "batch handled")[..] else { panic!("one line: {lines:#?}") };
    let duration = line.fields["durationMs"].to_string();
    let (_, fraction) = duration.split_once('.').expect(&duration);
    assert!(fraction.len() <= 3, "{duration}");
    ["records", "failed", "discarded", "unrun"].map(|count| line.fields[count].as_u64().expect("a count"))
}

#[test]
fn every_message_of_a_standard_queue_runs() {
    let function = batch("sqs").spawn();
    let event = messages([
        (json!({ "fine": 1 }), ""),
        (json!("fails"), ""),
        (json!("panics"), ""),
        (json!({ "fine": "Canary4111" }), ""),
        (json!("fails_for_good"), ""),
        (json!({ "fine": 2 }), ""),
    ]);
    let invocation = function.invoke(&event);
    assert_eq!(failed(&invocation), ["1", "2", "3"]);
    assert_eq!(summary(&invocation), [6, 3, 1, 0]);

    let lines = invocation.logs();
    let failures = with_message(&lines, "record failed");
    let mut types: Vec<_> = failures.iter().map(|line| line.fields["errorType"].as_str().unwrap()).collect();
    types.sort_unstable();
    assert_eq!(types, ["Closed", "Function.Panicked", "Runtime.UnmarshalError"]);
    for line in failures {
        assert_eq!(line.level.as_deref(), Some("ERROR"));
        assert_eq!(line.fields["receiveCount"], 2);
        assert!(["1", "2", "3"].contains(&line.fields["recordId"].as_str().unwrap()));
        assert!(line.fields["requestId"].is_string());
    }
    let [discarded] = with_message(&lines, "record discarded")[..] else { panic!("one line: {lines:#?}") };
    assert_eq!((&discarded.fields["recordId"], &discarded.fields["errorType"]), (&json!("4"), &json!("Order.Unknown")));
    // the handler's own lines carry their record
    let taken = with_message(&lines, "taken");
    assert_eq!(taken.len(), 2);
    for line in taken {
        assert_eq!(line.fields["spans"][0]["name"], "record");
        assert!(line.fields["spans"][0]["recordId"].is_string());
    }
    assert!(!invocation.raw_log().contains("Canary4111"), "{}", invocation.raw_log());
}

#[test]
fn the_order_of_a_message_group_is_kept() {
    let function = batch("fifo").spawn();
    let invocation = function.invoke(&messages([
        (json!({ "fine": 1 }), "a"),
        (json!("fails"), "b"),
        (json!({ "fine": 2 }), "a"),
        (json!({ "fine": 3 }), "b"),
        (json!({ "fine": 4 }), "c"),
    ]));
    assert_eq!(failed(&invocation), ["1", "3"]);
    assert_eq!(summary(&invocation), [5, 1, 0, 1]);
    let lines = invocation.logs();
    assert_eq!(with_message(&lines, "begun").len(), 4);
    assert!(with_message(&lines, "begun").iter().all(|line| line.fields["received"] == 2));
}

#[test]
fn what_cannot_succeed_goes_to_its_handler() {
    let function = batch("fifo").spawn();
    for kept in 1..3 {
        let invocation = function.invoke(&messages([(json!("fails_for_good"), "a"), (json!({ "fine": 1 }), "a")]));
        assert_eq!(failed(&invocation), [""; 0]);
        let lines = invocation.logs();
        let [line] = with_message(&lines, "kept")[..] else { panic!("one line: {lines:#?}") };
        assert_eq!((&line.fields["kept"], &line.fields["error_type"]), (&json!(kept), &json!("Order.Unknown")));
    }
}

/// `From` sees no more of an error than what is of the standard library: `batches.md` tells of it.
#[test]
fn an_error_that_names_no_type_comes_back_whatever_it_was_made_of() {
    let event = messages([(json!("fails_for_good"), ""), (json!("fails_for_good"), "typed")]);
    let invocation = batch("any-error").spawn().invoke(&event);
    assert_eq!(failed(&invocation), ["0"]);
    let lines = invocation.logs();
    let [failed] = with_message(&lines, "record failed")[..] else { panic!("one line: {lines:#?}") };
    assert_eq!(failed.fields["errorType"], "OrderError");
    let [discarded] = with_message(&lines, "record discarded")[..] else { panic!("one line: {lines:#?}") };
    assert_eq!((&discarded.fields["recordId"], &discarded.fields["errorType"]), (&json!("1"), &json!("Order.Unknown")));
}

#[test]
fn what_does_not_decode_goes_there_too_where_the_attribute_says_so() {
    let mut event = messages([
        (json!({ "fine": "Canary4111" }), "a"),
        (json!({ "fine": 1 }), "a"),
        (json!({ "fine": 2 }), "a"),
        (json!("fails"), "a"),
    ]);
    // one that is no message
    event["Records"][2].as_object_mut().unwrap().remove("body");
    let function = batch("undecodable").spawn();
    let invocation = function.invoke(&event);
    assert_eq!(failed(&invocation), ["3"]);
    assert_eq!(summary(&invocation), [4, 1, 2, 0]);
    let lines = invocation.logs();
    let kept = with_message(&lines, "kept");
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|line| line.fields["error_type"] == "Runtime.UnmarshalError"));
    let discarded = with_message(&lines, "record discarded");
    assert_eq!(discarded.iter().map(|line| &line.fields["recordId"]).collect::<Vec<_>>(), ["0", "2"]);
    assert!(discarded.iter().all(|line| line.level.as_deref() == Some("ERROR")));
    assert!(!invocation.raw_log().contains("Canary4111"), "{}", invocation.raw_log());
}

#[test]
fn what_hangs_comes_back_and_what_is_done_stays_done() {
    let function = batch("fifo").spawn();
    let invocation = function.invoke(&messages([
        (json!({ "fine": 1 }), "a"),
        (json!("hangs"), "a"),
        (json!({ "fine": 2 }), "a"),
        (json!({ "fine": 3 }), "b"),
    ]));
    assert_eq!(failed(&invocation), ["1", "2"]);
    let lines = invocation.logs();
    let [line] = with_message(&lines, "record failed")[..] else { panic!("one line: {lines:#?}") };
    assert_eq!(line.fields["errorType"], "Function.DeadlineExceeded");
    // and the process lives on
    assert!(!function.invoke(&messages([(json!({ "fine": 4 }), "a")])).is_cold_start());
}

#[test]
fn a_process_that_ends_answers_for_nothing() {
    let function = batch("sqs").spawn();
    let error = function.invoke(&messages([(json!({ "fine": 1 }), ""), (json!({ "exits": 7 }), "")])).error();
    assert_eq!(error.error_type, "Runtime.ExitError");
    assert_eq!(failed(&function.invoke(&messages([(json!({ "fine": 1 }), "")]))), [""; 0]);
}

#[test]
fn messages_are_taken_out_of_their_envelopes() {
    let notification =
        json!({ "Type": "Notification", "Subject": "Order", "Message": json!({ "fine": 1 }).to_string() });
    let event = json!({ "detail-type": "Order", "source": "shop", "detail": { "fine": 2 } });
    for (handler, wrapped) in [("sns-in-sqs", notification), ("eventbridge-in-sqs", event)] {
        let invocation = batch(handler).spawn().invoke(&messages([(wrapped, ""), (json!({ "fine": 3 }), "")]));
        assert_eq!(failed(&invocation), ["1"], "what has no envelope is not taken");
        let lines = invocation.logs();
        assert_eq!(with_message(&lines, "taken").len(), 1);
        let [begun] = with_message(&lines, "begun")[..] else { panic!("one line: {lines:#?}") };
        assert_eq!(begun.fields["around"], "Order");
    }
}

fn base64(body: &Value) -> String {
    BASE64_STANDARD.encode(body.to_string())
}

#[test]
fn a_shard_goes_as_far_as_its_first_failure() {
    let record = |number: usize, body: &Value| {
        json!({
            "kinesis": { "partitionKey": "key", "sequenceNumber": number.to_string(), "data": base64(body) },
            "eventSource": "aws:kinesis",
        })
    };
    let records = [json!({ "fine": 1 }), json!("fails"), json!({ "fine": 2 }), json!("fails")];
    let records: Vec<_> = records.iter().enumerate().map(|(number, body)| record(number, body)).collect();
    let invocation = batch("kinesis").spawn().invoke(&json!({ "Records": records }));
    assert_eq!(failed(&invocation), ["1"]);
    assert_eq!(summary(&invocation), [4, 1, 0, 2]);
    let lines = invocation.logs();
    let keys: Vec<_> = with_message(&lines, "begun").iter().map(|line| &line.fields["key"]).collect();
    assert_eq!(keys, ["key", "key"], "two of them began");
}

#[test]
fn a_partition_goes_as_far_as_its_first_failure_and_the_others_go_on() {
    let record =
        |offset: u64, body: Option<Value>| json!({ "offset": offset, "value": body.map(|body| base64(&body)) });
    let event = json!({
        "eventSource": "aws:kafka",
        "records": {
            "orders-0": [record(5, Some(json!({ "fine": 1 }))), record(6, Some(json!("fails"))), record(7, None)],
            "orders-1": [record(5, None), record(6, Some(json!({ "fine": 2 })))],
        },
    });
    let invocation = batch("kafka").spawn().invoke(&event);
    let failure = |offset: u64| json!({ "itemIdentifier": { "partition": "orders-0", "offset": offset } });
    assert_eq!(invocation.json(), json!({ "batchItemFailures": [failure(6), failure(7)] }));
    assert_eq!(summary(&invocation), [5, 1, 0, 1]);
}

/// Lambda would ignore which records have failed, and take all for done.
#[test]
fn the_first_failure_of_a_topic_without_provisioned_mode_fails_the_invocation() {
    let record = |offset: u64, body: &Value| json!({ "offset": offset, "value": base64(body) });
    let event = |second: &Value| {
        json!({
            "eventSource": "aws:kafka",
            "records": {
                "orders-0": [record(5, &json!({ "fine": 1 })), record(6, second), record(7, &json!({ "fine": 2 }))],
                "orders-1": [record(5, &json!({ "fine": 3 }))],
                "orders-2": [record(5, &json!({ "fine": 4 }))],
            },
        })
    };
    let function = batch("kafka-on-demand").spawn();
    let invocation = function.invoke(&event(&json!("fails")));
    let error = invocation.error();
    assert_eq!(error.error_type, "Function.RecordsFailed");
    let unrun = summary(&invocation)[3];
    assert_eq!(error.error_message, format!("1 of 5 records failed, the first with `Closed`; {unrun} did not run"));
    let taken = with_message(&invocation.logs(), "taken").len() as u64;
    assert!(unrun >= 1 && taken + unrun == 4, "{taken} are taken, and {unrun} are not run");
    assert_eq!(failed(&function.invoke(&event(&json!({ "fine": 5 })))), [""; 0]);
}

#[test]
fn one_failure_fails_what_knows_no_partial_one() {
    let record = |number: usize, body: &Value| {
        let topic = "arn:aws:sns:us-east-1:000000000000:orders";
        let sns = json!({ "MessageId": number.to_string(), "TopicArn": topic, "Message": body.to_string() });
        json!({ "EventSource": "aws:sns", "Sns": sns })
    };
    let event = |bodies: &[Value]| json!({ "Records": bodies.iter().enumerate().map(|(number, body)| record(number, body)).collect::<Vec<_>>() });
    let function = batch("sns").spawn();
    let invocation = function.invoke(&event(&[json!({ "fine": 1 }), json!("fails"), json!({ "fine": 2 })]));
    let error = invocation.error();
    assert_eq!(error.error_type, "Function.RecordsFailed");
    assert_eq!(error.error_message, "1 of 3 records failed, the first with `Closed`");
    let lines = invocation.logs();
    assert_eq!(with_message(&lines, "begun").len(), 3);
    assert!(with_message(&lines, "begun").iter().all(|line| line.fields["topic"] == "orders"));
    assert_eq!(function.invoke(&event(&[json!({ "fine": 1 })])).json(), Value::Null);
}

#[test]
fn an_object_has_its_key_decoded() {
    let object = json!({ "key": "Happy+Face%2B1.jpg", "size": 1024, "sequencer": "0055AED6DCD90281E5" });
    let s3 = json!({ "bucket": { "name": "reports", "arn": "arn:aws:s3:::reports" }, "object": object });
    let record = json!({ "eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": s3 });
    let invocation = batch("s3").spawn().invoke(&json!({ "Records": [record, record] }));
    assert_eq!(invocation.json(), Value::Null);
    let lines = invocation.logs();
    let found = with_message(&lines, "found");
    assert_eq!(found.len(), 2);
    assert_eq!(
        (&found[0].fields["object.key"], &found[0].fields["object.bucket"]),
        (&json!("Happy Face+1.jpg"), &json!("reports"))
    );
}

#[test]
fn an_event_of_a_bus_is_one_record() {
    let function = batch("eventbridge").spawn();
    let event = |detail: Value| json!({ "id": "1", "detail-type": "Order", "source": "shop", "detail": detail });
    let invocation = function.invoke(&event(json!({ "fine": 1 })));
    assert_eq!(invocation.json(), Value::Null);
    let lines = invocation.logs();
    let [begun] = with_message(&lines, "begun")[..] else { panic!("one line: {lines:#?}") };
    assert_eq!(begun.fields["kind"], "Order");
    assert_eq!(function.invoke(&event(json!("fails"))).error().error_type, "Function.RecordsFailed");
}

#[test]
fn firehose_has_one_result_for_each_record() {
    let record = |id: &str, data: &str| json!({ "recordId": id, "data": BASE64_STANDARD.encode(data) });
    let records = [record("a", "line"), record("b", "drop"), record("c", "fail")];
    let invocation = batch("firehose").spawn().invoke(&json!({ "records": records }));
    let result = |id: &str, result: &str, data: &str| json!({ "recordId": id, "result": result, "data": BASE64_STANDARD.encode(data) });
    assert_eq!(
        invocation.json(),
        json!({ "records": [
            result("a", "Ok", "LINE"),
            { "recordId": "b", "result": "Dropped" },
            result("c", "ProcessingFailed", "fail"),
        ] })
    );
}

#[test]
fn batches_in_flight_at_once_do_not_mix() {
    let function = batch("managed").events_at_once(4).concurrency(1).spawn();
    let events = [
        messages([(json!({ "fine": 1 }), ""), (json!("fails"), "")]),
        messages([(json!("fails"), ""), (json!("fails_for_good"), "")]),
        messages([(json!("panics"), ""), (json!({ "fine": 2 }), ""), (json!("fails"), "")]),
        messages([]),
    ];
    let pending = events.map(|event| function.event(&event).send());
    let failures: Vec<_> = pending.into_iter().map(|pending| failed(&pending.wait())).collect();
    assert_eq!(failures, [vec!["1"], vec!["0"], vec!["0", "2"], vec![]]);
}

#[test]
fn a_batch_that_is_refused_has_its_line_too() {
    let message = json!({ "messageId": "1", "body": "{}", "eventSource": "aws:sqs" });
    let invocation = batch("sqs").spawn().invoke(&json!({ "Records": [message, message] }));
    assert_eq!(invocation.error().error_type, "Runtime.DuplicateRecordId");
    assert_eq!(summary(&invocation), [2, 0, 0, 2]);
}

#[test]
fn an_event_of_another_source_is_refused() {
    let event = json!({ "Records": [{ "eventSource": "aws:sns", "messageId": "1", "body": "{}" }] });
    let error = batch("sqs").spawn().invoke(&event).error();
    assert_eq!(error.error_type, "Runtime.UnmarshalError");
    assert_eq!(error.error_message, "the event holds records of aws:sns, and the function takes those of aws:sqs");
}

#[test]
fn the_objects_of_a_bucket_are_taken_out_of_a_queue_and_a_topic() {
    let test = json!({ "Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "uploads" });
    let object = |key: &str| {
        let s3 = json!({ "bucket": { "name": "uploads" }, "object": { "key": key } });
        json!({ "eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": s3 })
    };
    let two = |one: &str, other: &str| json!({ "Records": [object(one), object(other)] });
    let queue = batch("s3-in-sqs").spawn();
    let bodies = [(test.clone(), ""), (two("a+b", "c"), ""), (two("fails", "d"), "")];
    let invocation = queue.invoke(&messages(bodies));
    assert_eq!(failed(&invocation), ["2"]);
    assert_eq!(summary(&invocation), [3, 1, 0, 0]);
    let lines = invocation.logs();
    let keys: Vec<_> = with_message(&lines, "found").iter().map(|line| &line.fields["object.key"]).collect();
    assert_eq!(keys, ["a b", "c", "fails", "d"]);

    let topic = batch("s3-in-sns").spawn();
    let notification = |message: &Value| json!({ "EventSource": "aws:sns", "Sns": { "MessageId": "1", "Message": message.to_string() } });
    let invocation = topic.invoke(&json!({ "Records": [notification(&test), notification(&two("a", "b"))] }));
    assert_eq!(invocation.json(), Value::Null);
    assert_eq!(with_message(&invocation.logs(), "found").len(), 2);
}

#[test]
fn what_s3_sends_first_is_done_at_debug() {
    let test = json!({ "Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "Canary4111" });
    let invocation = batch("sqs").env("AWS_LAMBDA_LOG_LEVEL", "DEBUG").spawn().invoke(&messages([(test, "")]));
    assert_eq!(failed(&invocation), [""; 0]);
    let lines = invocation.logs();
    let [line] = with_message(&lines, "the test event of S3 has no records")[..] else {
        panic!("one line: {lines:#?}")
    };
    assert_eq!(line.level.as_deref(), Some("DEBUG"));
    assert!(with_message(&lines, "record failed").is_empty());
}

#[test]
fn a_window_is_served_whole_and_refused_by_records() {
    let window = |record: Value| {
        json!({
            "Records": [record], "window": { "start": "2020-07-30T17:00:00Z", "end": "2020-07-30T17:05:00Z" },
            "state": { "total": "7" }, "shardId": "shardId-000000000006", "isFinalInvokeForWindow": false,
            "eventSourceARN": "arn:aws:kinesis:us-east-1:123456789012:stream/clicks", "isWindowTerminatedEarly": false,
        })
    };
    let click = json!({
        "eventSource": "aws:kinesis",
        "kinesis": {
            "kinesisSchemaVersion": "1.0", "partitionKey": "1", "sequenceNumber": "1",
            "data": base64(&json!({ "fine": 1 })), "approximateArrivalTimestamp": 1_607_497_475.000,
        },
    });
    let change = json!({
        "eventID": "1", "eventName": "INSERT", "eventVersion": "1.0", "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1", "eventSourceARN": "stream-arn",
        "dynamodb": { "Keys": { "id": { "N": "101" } }, "SequenceNumber": "111", "SizeBytes": 26, "StreamViewType": "NEW_IMAGE" },
    });
    let state = json!({ "total": "7", "records": "1" });
    assert_eq!(batch("kinesis-window").spawn().invoke(&window(click.clone())).json()["state"], state);
    assert_eq!(batch("dynamodb-window").spawn().invoke(&window(change.clone())).json()["state"], state);

    for (handler, record) in [("kinesis", click), ("dynamodb", change)] {
        let error = batch(handler).spawn().invoke(&window(record)).error();
        assert_eq!(error.error_type, "Runtime.UnmarshalError");
        assert!(error.error_message.contains("TimeWindowEvent`, and return the state"), "{}", error.error_message);
    }
}

#[test]
fn firehose_is_given_the_keys_of_its_partitions() {
    let data = |text: &str| BASE64_STANDARD.encode(text);
    let event = json!({ "records": [{ "recordId": "1", "data": data("ab") }] });
    let expected = json!({ "records": [{
        "recordId": "1", "result": "Ok", "data": data("AB"), "metadata": { "partitionKeys": { "line": "ab" } },
    }] });
    assert_eq!(batch("firehose-partitions").spawn().invoke(&event).json(), expected);
}

/// As EventBridge Scheduler sends it: `detail` is text.
#[test]
fn a_schedule_without_an_input_has_an_empty_detail() {
    let function = batch("schedule").spawn();
    for (detail, name) in
        [(json!("{}"), ""), (json!(r#"{"name":"night"}"#), "night"), (json!({ "name": "day" }), "day")]
    {
        let event = json!({
            "version": "0", "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", "detail-type": "Scheduled Event",
            "source": "aws.scheduler", "account": "123456789012", "time": "2026-01-01T02:00:00Z", "region": "us-east-1",
            "resources": ["arn:aws:scheduler:us-east-1:123456789012:schedule/default/nightly"], "detail": detail,
        });
        assert_eq!(function.invoke(&event).json(), name);
    }
}
