//! Plain payloads as the event that the function's source makes of them, so that nobody types an envelope.

use std::fmt::Write;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::variables::REGION;
use crate::exit::Exit;
use crate::function::Function;
use crate::trigger::{Envelope, Trigger, is_fifo};

/// The time of all records: the same event comes out of the same payloads.
pub(crate) const TIME: &str = "1970-01-01T00:00:00.000Z";

/// The event that is meant: one of the source's, as it stands, or one payload of it.
pub(crate) fn event(function: &Function, event: Vec<u8>) -> Result<Vec<u8>, Exit> {
    let parsed = serde_json::from_slice::<Value>(&event);
    match (source(function), parsed, std::str::from_utf8(&event)) {
        (Some(trigger), Ok(value), Ok(payload)) if !is_event_of(trigger, &value) => wrap(trigger, &[payload.trim()]),
        _ => Ok(event),
    }
}

/// One payload a line: what is behind the source's envelope, as JSON. A source that carries any text carries a line that
/// is none too, so that a record can be tried that does not decode.
pub(crate) fn of_lines(function: &Function, lines: &str) -> Result<Vec<u8>, Exit> {
    let Some(trigger) = source(function) else {
        return Err(Exit::new(
            "`--records` needs a source with records; name it in the attribute, as in `sqs(queue = …)`",
        ));
    };
    let lines = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let payload = |(number, line): (usize, _)| match serde_json::from_str::<&RawValue>(line) {
        Ok(payload) => Ok(payload.get()),
        Err(_) if carries_text(trigger) => {
            eprintln!("note: line {} of the records is not JSON; it goes as text", number + 1);
            Ok(line)
        }
        Err(error) => Err(Exit::new(format!("line {} of the records is not JSON: {error}", number + 1))),
    };
    wrap(trigger, &lines.map(payload).collect::<Result<Vec<_>, _>>()?)
}

/// The event of one record; an object without members for lines of a log that cannot be compressed here.
pub(crate) fn sample(trigger: &Trigger, payload: &str) -> String {
    let event = wrap(trigger, &[payload]).ok().and_then(|event| String::from_utf8(event).ok());
    event.unwrap_or_else(|| "{}".to_owned())
}

/// Whether a payload may be no JSON.
pub(crate) fn may_be_text(function: &Function) -> bool {
    source(function).is_some_and(carries_text)
}

/// Whether the payload of a record is text or base64, of whatever form.
fn carries_text(trigger: &Trigger) -> bool {
    match trigger {
        Trigger::Sqs(sqs) => !matches!(sqs.envelope, Some(Envelope::EventBridge | Envelope::S3)),
        Trigger::Sns(sns) => sns.envelope != Some(Envelope::S3),
        Trigger::Kinesis(_) | Trigger::Kafka(_) | Trigger::CloudWatchLogs(_) | Trigger::Firehose(_) => true,
        Trigger::DynamoDb(_)
        | Trigger::S3(_)
        | Trigger::EventBridge(_)
        | Trigger::Schedule(_)
        | Trigger::Cognito(_)
        | Trigger::Http(_) => false,
    }
}

/// What an answer says of records that failed, for people.
pub(crate) fn failures(answer: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    let (ids, one, several): (Vec<_>, _, _) = match (&answer["batchItemFailures"], &answer["records"]) {
        (Value::Array(failures), _) => {
            let ids = failures.iter().map(|failure| shown(&failure["itemIdentifier"]));
            (ids.collect(), "comes back", "come back")
        }
        // Firehose brings none again
        (_, Value::Array(records)) => {
            let failed = records.iter().filter(|record| record["result"] == "ProcessingFailed");
            (failed.map(|record| shown(&record["recordId"])).collect(), "failed", "failed")
        }
        _ => return None,
    };
    match ids.len() {
        0 => Some("all records are done".to_owned()),
        1 => Some(format!("1 record {one}: {}", ids[0])),
        count => Some(format!("{count} records {several}: {}", ids.join(", "))),
    }
}

fn shown(id: &Value) -> String {
    match (id, &id["partition"], &id["offset"]) {
        (Value::String(id), _, _) => id.clone(),
        (_, Value::String(partition), offset) => format!("{partition}-{offset}"),
        _ => id.to_string(),
    }
}

/// What brings the function its records, where anything does.
pub(crate) fn source(function: &Function) -> Option<&'static Trigger> {
    function
        .triggers
        .first()
        .filter(|trigger| !matches!(trigger, Trigger::Schedule(_) | Trigger::Cognito(_) | Trigger::Http(_)))
}

/// Whether this is an event as the source sends it.
fn is_event_of(trigger: &Trigger, event: &Value) -> bool {
    let has = |key: &str| event.get(key).is_some();
    match trigger {
        Trigger::Kafka(_) => event.get("records").is_some_and(Value::is_object),
        Trigger::Firehose(_) => event.get("records").is_some_and(Value::is_array),
        Trigger::CloudWatchLogs(_) => has("awslogs"),
        Trigger::EventBridge(_) => has("detail") && has("source"),
        Trigger::Sqs(_) => holds_records_of("aws:sqs", event),
        Trigger::Kinesis(_) => holds_records_of("aws:kinesis", event),
        Trigger::DynamoDb(_) => holds_records_of("aws:dynamodb", event),
        Trigger::Sns(_) => holds_records_of("aws:sns", event),
        // those of other services are no payload of S3, and refused by the function itself
        Trigger::S3(_) | Trigger::Schedule(_) | Trigger::Cognito(_) | Trigger::Http(_) => has("Records"),
    }
}

/// Whether no record says that it is of another source: the notification of a bucket is a payload in a queue.
fn holds_records_of(source: &str, event: &Value) -> bool {
    let of_another = |record: &Value| {
        let found = record.get("eventSource").or_else(|| record.get("EventSource"));
        found.is_some_and(|found| found != source)
    };
    event.get("Records").and_then(Value::as_array).is_some_and(|records| !records.iter().any(of_another))
}

fn wrap(trigger: &Trigger, payloads: &[&str]) -> Result<Vec<u8>, Exit> {
    let numbered = payloads.iter().copied().enumerate().map(|(place, payload)| (place + 1, payload));
    let event = match trigger {
        Trigger::Sqs(sqs) => json!({ "Records": numbered.map(|(number, payload)| {
            message(sqs.queue, sqs.envelope, number, payload)
        }).collect::<Result<Vec<_>, _>>()? }),
        Trigger::Kinesis(kinesis) => json!({ "Records": numbered.map(|(number, payload)| json!({
            "eventID": format!("shardId-000000000000:{number}"),
            "eventName": "aws:kinesis:record",
            "eventSource": "aws:kinesis",
            "eventSourceARN": arn("kinesis", "stream/", kinesis.stream),
            "eventVersion": "1.0",
            "awsRegion": REGION,
            "kinesis": {
                "kinesisSchemaVersion": "1.0",
                "partitionKey": "local",
                "sequenceNumber": number.to_string(),
                "data": BASE64_STANDARD.encode(payload),
                "approximateArrivalTimestamp": 0.0,
            },
        })).collect::<Vec<_>>() }),
        Trigger::DynamoDb(dynamodb) => json!({ "Records": numbered.map(|(number, payload)| {
            change(dynamodb.table, number, payload)
        }).collect::<Vec<_>>() }),
        Trigger::Kafka(kafka) => {
            let records: Vec<_> = numbered
                .map(|(number, payload)| {
                    json!({
                        "topic": kafka.topic, "partition": 0, "offset": number, "timestamp": 0,
                        "timestampType": "CREATE_TIME", "value": BASE64_STANDARD.encode(payload), "headers": [],
                    })
                })
                .collect();
            json!({ "eventSource": "aws:kafka", "records": { (format!("{}-0", kafka.topic)): records } })
        }
        Trigger::Sns(sns) => json!({ "Records": numbered.map(|(number, payload)| {
            let notified = match sns.envelope {
                Some(Envelope::S3) => objects(number, payload)?,
                _ => payload.to_owned(),
            };
            Ok(json!({
                "EventSource": "aws:sns",
                "EventVersion": "1.0",
                "EventSubscriptionArn": format!("{}:local", arn("sns", "", sns.topic)),
                "Sns": notification(&arn("sns", "", sns.topic), number, &notified),
            }))
        }).collect::<Result<Vec<_>, Exit>>()? }),
        Trigger::S3(s3) => {
            let objects = numbered.map(|(number, payload)| object(s3.bucket, number, payload));
            json!({ "Records": objects.collect::<Result<Vec<_>, _>>()? })
        }
        Trigger::Firehose(firehose) => json!({
            "invocationId": "local",
            "deliveryStreamArn": arn("firehose", "deliverystream/", firehose.stream.unwrap_or("local")),
            "region": REGION,
            "records": numbered.map(|(number, payload)| json!({
                "recordId": number.to_string(),
                "approximateArrivalTimestamp": 0,
                "data": BASE64_STANDARD.encode(payload),
            })).collect::<Vec<_>>(),
        }),
        Trigger::EventBridge(_) => match payloads {
            [payload] => bus_event("1", payload),
            _ => return Err(Exit::new("EventBridge sends its events one by one; give one record alone")),
        },
        Trigger::CloudWatchLogs(logs) => log_lines(logs.group, payloads)?,
        Trigger::Schedule(_) | Trigger::Cognito(_) | Trigger::Http(_) => {
            return Err(Exit::new("the source has no records"));
        }
    };
    Ok(event.to_string().into_bytes())
}

/// A name, or an ARN already.
fn arn(service: &str, kind: &str, name: &str) -> String {
    match name.starts_with("arn:") {
        true => name.to_owned(),
        false => format!("arn:aws:{service}:{REGION}:000000000000:{kind}{name}"),
    }
}

fn message(queue: &str, envelope: Option<Envelope>, number: usize, payload: &str) -> Result<Value, Exit> {
    let body = match envelope {
        Some(Envelope::Sns) => notification(&arn("sns", "", "local"), number, payload).to_string(),
        Some(Envelope::EventBridge) => bus_event(&number.to_string(), payload).to_string(),
        Some(Envelope::S3) => objects(number, payload)?,
        None => payload.to_owned(),
    };
    let mut attributes = json!({
        "ApproximateReceiveCount": "1",
        "SentTimestamp": "0",
        "SenderId": "local",
        "ApproximateFirstReceiveTimestamp": "0",
    });
    if is_fifo(queue) {
        attributes["MessageGroupId"] = json!("local");
        attributes["SequenceNumber"] = json!(number.to_string());
    }
    Ok(json!({
        "messageId": number.to_string(),
        "receiptHandle": "local",
        "body": body,
        "attributes": attributes,
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": arn("sqs", "", queue),
        "awsRegion": REGION,
    }))
}

/// What a bucket sends to a queue or a topic: a payload is a whole notification, the test event too, or what it is of S3.
fn objects(number: usize, payload: &str) -> Result<String, Exit> {
    let notification: Value = serde_json::from_str(payload).unwrap_or_default();
    match notification.get("Records").or_else(|| notification.get("Service")) {
        Some(_) => Ok(payload.to_owned()),
        None => Ok(json!({ "Records": [object("local", number, payload)?] }).to_string()),
    }
}

fn notification(topic: &str, number: usize, payload: &str) -> Value {
    json!({
        "Type": "Notification",
        "MessageId": number.to_string(),
        "TopicArn": topic,
        "Message": payload,
        "Timestamp": TIME,
        "MessageAttributes": {},
    })
}

fn bus_event(id: &str, payload: &str) -> Value {
    json!({
        "version": "0",
        "id": id,
        "detail-type": "local",
        "source": "local",
        "account": "000000000000",
        "time": TIME,
        "region": REGION,
        "resources": [],
        "detail": serde_json::from_str::<Value>(payload).unwrap_or_default(),
    })
}

/// A payload is a whole record of a stream, or the item that is new.
fn change(table: &str, number: usize, payload: &str) -> Value {
    let item: Value = serde_json::from_str(payload).unwrap_or_default();
    if item.get("dynamodb").is_some() {
        return item;
    }
    json!({
        "eventID": number.to_string(),
        "eventName": "INSERT",
        "eventSource": "aws:dynamodb",
        "eventSourceARN": arn("dynamodb", "table/", table),
        "eventVersion": "1.1",
        "awsRegion": REGION,
        "dynamodb": {
            "Keys": {},
            "NewImage": attribute(&item)["M"],
            "SequenceNumber": number.to_string(),
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    })
}

/// Amazon DynamoDB's API reference, `AttributeValue`.
fn attribute(value: &Value) -> Value {
    match value {
        Value::Null => json!({ "NULL": true }),
        Value::Bool(value) => json!({ "BOOL": value }),
        Value::Number(value) => json!({ "N": value.to_string() }),
        Value::String(value) => json!({ "S": value }),
        Value::Array(values) => json!({ "L": values.iter().map(attribute).collect::<Vec<_>>() }),
        Value::Object(values) => {
            let values: serde_json::Map<_, _> =
                values.iter().map(|(name, value)| (name.clone(), attribute(value))).collect();
            json!({ "M": values })
        }
    }
}

/// A payload is a whole record, the key of an object, or an object with `key` and, where it matters, `size`.
fn object(bucket: &str, number: usize, payload: &str) -> Result<Value, Exit> {
    let object: Value = serde_json::from_str(payload).unwrap_or_default();
    if object.get("s3").is_some() {
        return Ok(object);
    }
    let Some(key) = object.as_str().or_else(|| object["key"].as_str()) else {
        return Err(Exit::new(format!(
            "record {number} names no object of S3; give its key as a JSON string, as in `\"in/a.csv\"`"
        )));
    };
    Ok(json!({
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": REGION,
        "eventTime": TIME,
        "eventName": "ObjectCreated:Put",
        "s3": {
            "s3SchemaVersion": "1.0",
            "bucket": { "name": bucket, "arn": format!("arn:aws:s3:::{bucket}") },
            "object": {
                "key": url_encoded(key),
                "size": object.get("size").cloned().unwrap_or_else(|| json!(0)),
                "sequencer": format!("{number:018X}"),
            },
        },
    }))
}

/// As S3 does it: a space is a plus sign.
fn url_encoded(key: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.*/".contains(&byte);
    key.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b' ' => encoded.push('+'),
            byte if plain(byte) => encoded.push(char::from(byte)),
            // writing to a `String` does not fail
            byte => drop(write!(encoded, "%{byte:02X}")),
        }
        encoded
    })
}

#[cfg(feature = "cloudwatch-logs")]
fn log_lines(group: &str, payloads: &[&str]) -> Result<Value, Exit> {
    use std::io::Write;

    // a line of a log is text: a JSON string stands for what is in it
    let text = |payload: &str| serde_json::from_str::<String>(payload).unwrap_or_else(|_| payload.to_owned());
    let lines = payloads
        .iter()
        .enumerate()
        .map(|(place, payload)| json!({ "id": (place + 1).to_string(), "timestamp": 0, "message": text(payload) }));
    let batch = json!({
        "messageType": "DATA_MESSAGE",
        "owner": "000000000000",
        "logGroup": group,
        "logStream": "local",
        "subscriptionFilters": ["local"],
        "logEvents": lines.collect::<Vec<_>>(),
    });
    let mut compressed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let compressed = compressed.write_all(batch.to_string().as_bytes()).and_then(|()| compressed.finish());
    let compressed = compressed.map_err(|error| Exit::new(format!("the lines cannot be compressed: {error}")))?;
    Ok(json!({ "awslogs": { "data": BASE64_STANDARD.encode(compressed) } }))
}

#[cfg(not(feature = "cloudwatch-logs"))]
fn log_lines(_: &str, _: &[&str]) -> Result<Value, Exit> {
    Err(Exit::new(
        "lines of a log group need the feature `cloudwatch-logs` of `lambda-fn`; run `cargo add lambda-fn --features cloudwatch-logs`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trigger::{Firehose, Kafka, Sqs};

    #[test]
    fn what_firehose_is_told_has_failed_does_not_come_back() {
        let result = |id: &str, result: &str| json!({ "recordId": id, "result": result });
        let said = |records: &[Value]| failures(json!({ "records": records }).to_string().as_bytes()).unwrap();
        assert_eq!(said(&[result("a", "Ok"), result("b", "ProcessingFailed")]), "1 record failed: b");
        assert_eq!(said(&[result("a", "ProcessingFailed"), result("b", "ProcessingFailed")]), "2 records failed: a, b");
        assert_eq!(said(&[result("a", "Dropped")]), "all records are done");
    }

    #[test]
    fn an_event_of_another_source_is_a_payload() {
        let records = |source: &str| json!({ "Records": [{ "eventSource": source, "body": "1" }] });
        let queue = Trigger::Sqs(Sqs::queue("orders"));
        assert!(is_event_of(&queue, &records("aws:sqs")));
        assert!(is_event_of(&queue, &json!({ "Records": [{ "body": "1" }] })));
        assert!(is_event_of(&queue, &json!({ "Records": [] })));
        assert!(!is_event_of(&queue, &records("aws:s3")));
        assert!(!is_event_of(&queue, &json!({ "Records": [{ "EventSource": "aws:sns" }] })));
        assert!(is_event_of(&Trigger::Kafka(Kafka::topic("orders")), &json!({ "records": {} })));
        assert!(!is_event_of(&Trigger::Kafka(Kafka::topic("orders")), &json!({ "records": [] })));
        assert!(!is_event_of(&Trigger::Firehose(Firehose::any()), &json!({ "records": {} })));
    }
}
