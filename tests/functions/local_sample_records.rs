//! Handlers of records that log what their record is; the variable `HANDLER` chooses the source.

use std::collections::BTreeMap;
use std::process::ExitCode;

use lambda_fn::{Change, Raw, Record, Result, S3Object, lambda_fn};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use tracing::info;

/// A handler of each source but Firehose, which takes an answer: the record is told as the function behind it has it.
macro_rules! handlers {
    ($($source:ident($($argument:tt)*), $record:ty => $told:path;)+) => {
        fn main() -> ExitCode {
            match std::env::var("HANDLER").as_deref() {
                $(Ok(stringify!($source)) => $source(),)+
                Ok("firehose") => firehose(),
                other => panic!("there is no such handler: {other:?}"),
            }
        }

        $(
            fn $source() -> ExitCode {
                #[lambda_fn($source($($argument)*))]
                async fn function(record: Record<$record>) -> Result<()> {
                    tell(&record, &$told(&record)?);
                    Ok(())
                }
                main()
            }
        )+
    };
}

handlers! {
    sqs(queue = "orders"), Raw => text;
    kinesis(stream = "clicks", starting_position = "LATEST"), Raw => text;
    dynamodb(table = "customers", starting_position = "LATEST"), Change<Item> => change;
    kafka(topic = "orders"), Raw => text;
    sns(topic = "orders"), Raw => text;
    s3(bucket = "reports", events = "s3:ObjectCreated:*"), S3Object => object;
    eventbridge(pattern = r#"{"source": ["shop"]}"#), Raw => text;
    cloudwatch_logs(group = "/aws/lambda/orders"), Raw => text;
}

fn firehose() -> ExitCode {
    #[lambda_fn(firehose(stream = "clicks"))]
    async fn function(record: Record<Raw>) -> Result<Option<Raw>> {
        tell(&record, &text(&record)?);
        Ok(Some(record.into_value()))
    }
    main()
}

/// Of an item of the samples, attributes of several types.
#[derive(Deserialize, Serialize)]
struct Item {
    key: String,
    val: String,
    #[serde(rename = "Boolean")]
    boolean: Option<bool>,
    #[serde(rename = "FloatNumber")]
    float: Option<f64>,
    #[serde(rename = "StringSet")]
    strings: Option<Vec<String>>,
    #[serde(rename = "Map")]
    map: Option<Person>,
    #[serde(rename = "Binary")]
    bytes: Option<ByteBuf>,
    #[serde(rename = "BinarySet")]
    sets: Option<Vec<ByteBuf>>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Person {
    name: String,
    age: u32,
}

fn text(raw: &Raw) -> Result<String> {
    let text = raw.as_str().ok_or_else(|| lambda_fn::Error::new("NotUtf8", "the payload is not UTF-8"))?;
    Ok(text.to_owned())
}

fn change(change: &Change<Item>) -> Result<String> {
    Ok(serde_json::to_string(&(format!("{:?}", change.kind), &change.old, &change.new))?)
}

fn object(object: &S3Object) -> Result<String> {
    let S3Object { bucket, key, size, e_tag, version_id, event_time, region, .. } = object;
    Ok(serde_json::to_string(&(bucket, key, size, e_tag, version_id, event_time, region))?)
}

fn tell<T>(record: &Record<T>, payload: &str) {
    info!(
        id = record.id(),
        sourceArn = record.source_arn(),
        receiveCount = record.receive_count(),
        sequenceNumber = record.sequence_number(),
        partitionKey = record.partition_key(),
        topic = record.topic(),
        partition = record.partition(),
        offset = record.offset(),
        eventName = record.event_name(),
        attributes = attributes(record),
        payload,
        "told"
    );
}

/// Those that the samples have, of all sources, as JSON.
fn attributes<T>(record: &Record<T>) -> String {
    let of_sqs = ["ApproximateReceiveCount", "SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp"];
    let of_the_sender = ["Attribute1", "Attribute2", "Attribute3", "Subject"];
    let of_an_event = ["source", "account", "region", "time"];
    let of_a_log = ["owner", "logGroup", "logStream"];
    let names = of_sqs.iter().chain(&of_the_sender).chain(&of_an_event).chain(&of_a_log);
    let found: BTreeMap<_, _> = names.filter_map(|name| Some((*name, record.attribute(name)?))).collect();
    serde_json::to_string(&found).unwrap_or_default()
}
